import type { RollOperation } from '../../shared/domain/roll/roll-operation.ts'
import { moment } from '../../shared/texts/moments.ts'
import type { Target } from '../reach-election.ts'
import { rollTables } from './roll-access.ts'
import { type RollOutcome, rollTexts, statusTexts as texts } from './texts.ts'

export async function showStatus({ deployment, election }: Target): Promise<number> {
  const { roll, operations } = rollTables(deployment)
  const counts = { voters: 0, passwords: 0, requesters: 0, returnedNotices: 0 }
  for await (const voter of roll.allVoters()) {
    counts.voters++
    if (voter.passwordHash) counts.passwords++
    if (voter.reissueCount > 0) counts.requesters++
    if (voter.noticeReturnedAt) counts.returnedNotices++
  }
  const history = (await operations.list()).map((operation) => {
    const { startedAt, kind, reason } = operation
    return texts.operation(moment(startedAt, election.timeZone), kind, reason, endText(operation))
  })
  console.log(
    [
      texts.voters(counts.voters),
      texts.passwords(counts.passwords),
      texts.requesters(counts.requesters),
      texts.returnedNotices(counts.returnedNotices),
      texts.operations,
      ...(history.length > 0 ? history : [texts.noOperation]),
    ].join('\n'),
  )
  return 0
}

function endText({ finishedAt, counts }: RollOperation): string {
  if (!finishedAt) return texts.unfinishedOperation
  if (!counts) return texts.resumedOperation
  const outcomes = Object.entries(counts).map(([outcome, count]) =>
    rollTexts.outcome(outcome as RollOutcome, count).trim(),
  )
  return texts.finishedOperation(outcomes.join(', '))
}
