import type { RollOperation } from '../../shared/domain/roll/roll-operation.ts'
import { moment } from '../../shared/texts/moments.ts'
import type { Target } from '../reach-election.ts'
import { rollTables } from './roll-access.ts'
import { type RollOutcome, rollTexts, statusTexts as texts } from './texts.ts'

export async function showStatus({ deployment, election }: Target): Promise<number> {
  const { roll, operations } = rollTables(deployment)
  const voters = { onRoll: 0, withPassword: 0, reissued: 0, noticeReturned: 0 }
  for await (const voter of roll.allVoters()) {
    voters.onRoll++
    if (voter.passwordHash) voters.withPassword++
    if (voter.reissueCount > 0) voters.reissued++
    if (voter.noticeReturnedAt) voters.noticeReturned++
  }
  const history = (await operations.list()).map((operation) => {
    const { startedAt, kind, reason } = operation
    return texts.operation(moment(startedAt, election.timeZone), kind, reason, endText(operation))
  })
  console.log(
    [
      texts.voters(voters.onRoll),
      texts.passwords(voters.withPassword),
      texts.requesters(voters.reissued),
      texts.returnedNotices(voters.noticeReturned),
      texts.operations,
      ...(history.length > 0 ? history : [texts.noOperation]),
    ].join('\n'),
  )
  return 0
}

function endText({ finishedAt, counts }: RollOperation): string {
  if (!finishedAt) return texts.unfinished
  if (!counts) return texts.finishedLater
  const outcomes = Object.entries(counts).map(([outcome, count]) =>
    rollTexts.outcome(outcome as RollOutcome, count).trim(),
  )
  return texts.finished(outcomes.join(', '))
}
