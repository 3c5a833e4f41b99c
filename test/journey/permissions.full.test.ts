import { afterAll, beforeAll, expect } from 'vitest'
import { findFreePorts } from '../../local/loopback.ts'
import { statementsOfFunction } from '../engines/granted-rights.ts'
import { lastDayDates } from './items.ts'
import { type AwsCall, isAllowed } from './permissions.ts'
import { test } from './shared-browser.ts'
import { staffWalk } from './staff-walk.ts'
import { smsDailyCap, votersWalk } from './voters-walk.ts'
import { judgedBy, runWatched, type WatchedRun } from './watched-run.ts'

let run: WatchedRun

beforeAll(async () => {
  run = await runWatched({
    ...{ port: await findFreePorts(5), hasStaff: true, extraVoterCount: 20 },
    electionChanges: {
      ...{ smsDailyCap, smsDelaySeconds: 900, mailsPerDay: 1000, dates: lastDayDates() },
      ledger: { recipients: ['bureau@elections.example.org'] },
      lambdaConcurrency: 1000,
      // A phone registered in the walk must count before the last day's end.
      phoneSettlesHours: 1,
    },
  })
})

afterAll(() => run?.stop())

const named = (pattern: RegExp) => run.app.functions.filter(({ name }) => pattern.test(name))
const ofStaff = () => named(/^Staff-|CreateFileCode|ShowNoticeEnd/)
// The other two: `team-function.full.test.ts`, `test/stack/restart-service.test.ts`.
const ofVoters = () =>
  named(/^(?!Staff-|TeamFunction|Restarting)/).filter((one) => !ofStaff().includes(one))
const callers = () => run.calls.map(({ functionName }) => functionName)

test('each staff function uses all its rights, and no other', async ({ visitTo }) => {
  await staffWalk(run, visitTo)
  expect(judgedBy(run, ofStaff())).toEqual({ refused: [], idle: [] })
  expect(callers()).toEqual(expect.arrayContaining(ofStaff().map(({ name }) => name)))
})

test('each voters’ function uses all its rights, and no other', async () => {
  await votersWalk(run)
  expect(judgedBy(run, ofVoters())).toEqual({ refused: [], idle: [] })
  expect(callers()).toEqual(expect.arrayContaining(ofVoters().map(({ name }) => name)))
  const granted = statementsOfFunction(run.app, 'Api-SignOut')
  const call = run.calls.find(({ action }) => action === 'dynamodb:PutItem') as AwsCall
  expect(isAllowed(granted, call)).toBe(false)
}, 240_000)
