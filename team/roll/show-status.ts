import { isOfRoll } from '../../shared/domain/roll/roll-operation.ts'
import { moment } from '../../shared/texts/moments.ts'
import { type ReachOptions, withDeployment } from '../reach-election.ts'
import { rollTables } from './roll-access.ts'
import { rollTexts, statusTexts as texts } from './texts.ts'

export function showStatus(options: ReachOptions): Promise<number> {
  return withDeployment(options, async ({ deployment, election }) => {
    const { roll, operations: kept } = rollTables(deployment)
    const voters = { onRoll: 0, withPassword: 0, reissued: 0, noticeReturned: 0 }
    for await (const voter of roll.everyone()) {
      voters.onRoll++
      if (voter.passwordHash) voters.withPassword++
      if (voter.reissueCount > 0) voters.reissued++
      if (voter.noticeReturnedAt) voters.noticeReturned++
    }
    const operations = await kept.all()
    if (options.json) {
      console.log(JSON.stringify({ voters, operations }, null, 2))
      return 0
    }
    const onRoll = operations.filter(({ kind }) => isOfRoll(kind))
    const history = onRoll.map(({ startedAt, finishedAt, kind, counts }) => {
      const what = Object.entries(counts ?? {})
        .map(([outcome, count]) => rollTexts.outcome(outcome as 'added', count).trim())
        .join(', ')
      const ended = counts ? texts.finished(what) : texts.finishedLater
      const end = finishedAt ? ended : texts.unfinished
      return texts.operation(moment(startedAt, election.timeZone), kind, end)
    })
    console.log(
      [
        texts.voters(voters.onRoll),
        texts.passwords(voters.withPassword),
        texts.reissued(voters.reissued),
        texts.returned(voters.noticeReturned),
        texts.operations,
        ...(history.length > 0 ? history : [texts.none]),
      ].join('\n'),
    )
    return 0
  })
}
