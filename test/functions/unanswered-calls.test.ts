import { describe, expect, it } from 'vitest'
import { recordReceipt } from '../../functions/record-receipt/record-receipt.ts'
import { requeueOverdueReissues } from '../../functions/requeue-overdue-reissues/requeue-overdue-reissues.ts'
import { accountLimit } from '../../shared/domain/account/sign-in-limits.ts'
import { aDueReissue, type DueReissue } from '../builders/due-reissue.ts'
import { useCaseRuns } from '../builders/use-case-runs.ts'
import { now } from '../builders/values.ts'
import { election } from '../builders/voters.ts'
import { type InMemoryTables, inMemoryTables } from '../fakes/in-memory-tables.ts'
import { failing, unansweredCalls } from '../fakes/interception.ts'

type Guard = ReturnType<typeof unansweredCalls>['guard']
type RunName = keyof ReturnType<typeof useCaseRuns>

async function runOf(
  guard: Guard,
  name: RunName,
  arrange: (tables: InMemoryTables) => void = () => {},
): Promise<unknown> {
  const tables = inMemoryTables()
  const [, prepare] = useCaseRuns(tables, guard)[name]
  const run = await prepare()
  arrange(tables)
  return run().then(
    ({ outcome }) => outcome,
    ({ message }: Error) => message,
  )
}

async function send(
  guard: Guard,
  arrange: (due: DueReissue) => void,
  changes: { smsDailyCap?: number } = {},
): Promise<string> {
  const due = await aDueReissue()
  arrange(due)
  const engines = { ...due.guardedBy(guard), newsQueue: guard(due.newsQueue) }
  const { outcome } = await due.deliver({ ...engines, election: { ...election, ...changes } })
  return outcome
}

function notOpening(tables: InMemoryTables): void {
  tables.signIns = failing(tables.signIns, 'open', 'before')
}

function withoutOneCounter(tables: InMemoryTables): void {
  const { charge } = tables.attempts
  tables.attempts.charge = async (counter, at) => {
    if (counter.limit === accountLimit) throw new Error('no answer')
    return charge(counter, at)
  }
}

function notAdmitting(tables: InMemoryTables): void {
  tables.reissueRequests = failing(tables.reissueRequests, 'admit', 'after')
}

function bothFactorsLost({ alter, look }: InMemoryTables): void {
  for (const voterId of look.everything().voters.keys())
    alter.voter(voterId, { passwordRenewedAt: now })
}

const usual = Object.entries(useCaseRuns(inMemoryTables())).map(
  ([name, [outcome]]): [string, (guard: Guard) => Promise<unknown>, unknown] => [
    name,
    (guard) => runOf(guard, name as RunName),
    outcome,
  ],
)

const others: typeof usual = [
  ['a sign-in that fails', (guard) => runOf(guard, 'signIn', notOpening), 'open got no answer'],
  [
    'a sign-in without a counter',
    (guard) => runOf(guard, 'signIn', withoutOneCounter),
    'no answer',
  ],
  [
    'an entry of the booth that fails',
    (guard) => runOf(guard, 'boothEntered', notOpening),
    'open got no answer',
  ],
  [
    'a request of whoever has lost both factors',
    (guard) => runOf(guard, 'request', bothFactorsLost),
    'both-factors-lost',
  ],
  [
    'a request whose admission gets no answer',
    (guard) => runOf(guard, 'request', notAdmitting),
    'admit got no answer',
  ],
  [
    'an SMS that SNS refuses',
    (guard) => send(guard, ({ carrier, phone }) => carrier.refuse(phone, 'opted-out')),
    'refused',
  ],
  [
    'an SMS that SNS does not take',
    (guard) => send(guard, ({ carrier }) => carrier.throttle(1)),
    'not-taken',
  ],
  [
    'an SMS beyond the cap of the day',
    (guard) => send(guard, () => {}, { smsDailyCap: 0 }),
    'held',
  ],
  [
    'the sweep',
    async (guard) => {
      const { tables, clock, newsQueue, ports } = await aDueReissue()
      clock.advance(3600)
      const queues = { sms: guard(newsQueue), mail: guard(newsQueue) }
      const overdueReissues = guard(tables.overdueReissues)
      await requeueOverdueReissues({ ...ports, overdueReissues, queues })
      return newsQueue.messages.length
    },
    2,
  ],
  [
    'a receipt of failure',
    async (guard) => {
      const { tables, newsQueue, ports, deliver } = await aDueReissue()
      await deliver()
      const receipt = { messageId: 'sms-1', failure: 'blocked', at: now } as const
      const guarded = {
        handoverDays: guard(tables.handoverDays),
        smsBreakers: guard(tables.smsBreakers),
        smsReceipts: guard(tables.smsReceipts),
        newsQueue: guard(newsQueue),
      }
      return (await recordReceipt({ ...ports, ...guarded }, receipt)).outcome
    },
    'recorded',
  ],
]

// Lambda freezes a function once it has answered: a call that is still under way may never have its effect.
describe('when it ends, every call that it made has been answered:', () => {
  it.each([...usual, ...others])('%s', async (_, run, outcome) => {
    let made = 1
    for (let call = 1; call <= made; call++) {
      const calls = unansweredCalls({ call })
      expect(await run(calls.guard)).toEqual(outcome)
      expect(calls.unanswered()).toBe(0)
      made = calls.made()
    }
    expect(made).toBeGreaterThan(0)
  })
})
