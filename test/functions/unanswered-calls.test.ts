import { expect, test } from 'vitest'
import type { Attempts } from '../../shared/domain/account/attempts.ts'
import { accountLimit } from '../../shared/domain/account/sign-in-limits.ts'
import { useCaseRuns } from '../builders/use-case-runs.ts'
import { now } from '../builders/values.ts'
import { type InMemoryTables, inMemoryTables } from '../fakes/in-memory-tables.ts'
import { failing, unansweredCalls } from '../fakes/interception.ts'

type RunName = keyof ReturnType<typeof useCaseRuns>
type Arrange = (tables: InMemoryTables) => void

const notOpening: Arrange = (tables) => {
  tables.sessions = failing(tables.sessions, 'open', 'before')
}

const notCompared: Arrange = (tables) => {
  tables.voters = failing(tables.voters, 'find', 'before')
}

const withoutOneCounter: Arrange = (tables) => {
  const attempts: Attempts = tables.attempts
  const { charge } = attempts
  attempts.charge = async (counter, at) => {
    if (counter.limit === accountLimit) throw new Error('no answer')
    return charge(counter, at)
  }
}

const notAdmitting: Arrange = (tables) => {
  tables.reissueRequests = failing(tables.reissueRequests, 'admit', 'after')
}

const bothFactorsLost: Arrange = ({ alter, look }) => {
  for (const voterId of look.everything().voters.keys())
    alter.voter(voterId, { passwordRenewedAt: now })
}

type Run = [what: string, name: RunName, outcome: string, arrange: Arrange]

const usual = Object.entries(useCaseRuns(inMemoryTables())).map(
  ([name, [outcome]]): Run => [...([name, name as RunName, outcome, () => {}] as const)],
)

const disturbed: Run[] = [
  ['a sign-in that fails', 'signIn', 'open got no answer', notOpening],
  ['a sign-in that is not decided', 'signIn', 'find got no answer', notCompared],
  [
    'a sign-in with a code that is not decided',
    'signInWithCode',
    'find got no answer',
    notCompared,
  ],
  ['a sign-in with a code that fails', 'signInWithCode', 'open got no answer', notOpening],
  ['a sign-in on a known browser that fails', 'signInKnown', 'open got no answer', notOpening],
  ['a sign-in without a counter', 'signIn', 'no answer', withoutOneCounter],
  ['an entry of the booth that fails', 'boothEntered', 'open got no answer', notOpening],
  ['a request of who has lost both factors', 'request', 'both-factors-lost', bothFactorsLost],
  ['a request whose admission is unanswered', 'request', 'admit got no answer', notAdmitting],
]

// Lambda freezes a function once it has answered, so a pending call may never take effect.
test.each([...usual, ...disturbed])('no call is pending: %s', async (_, name, outcome, arrange) => {
  let made = 1
  for (let call = 1; call <= made; call++) {
    const calls = unansweredCalls({ call })
    const tables = inMemoryTables()
    const [, prepare] = useCaseRuns(tables, calls.guard)[name]
    const run = await prepare()
    arrange(tables)
    const ended = run().then(
      (answer) => answer.outcome,
      ({ message }: Error) => message,
    )
    expect(await ended).toBe(outcome)
    expect(calls.unanswered()).toBe(0)
    made = calls.made()
  }
  expect(made).toBeGreaterThan(0)
})
