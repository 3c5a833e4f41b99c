import { beforeEach, describe, expect, it, test } from 'vitest'
import { electionDayOf } from '../../shared/domain/election-day.ts'
import { applyReceipt, closedBreaker } from '../../shared/domain/sms/sms-breaker.ts'
import { dayOfTerritory } from '../../shared/domain/sms/sms-state.ts'
import { anAskingVoter } from '../builders/asking-voter.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { confirm } from '../builders/journey-steps.ts'
import { capOf, pauseOf, teamChange } from '../builders/team-change.ts'
import { later, now } from '../builders/values.ts'
import { aForm, aSignedInVoter, election, expectedSeconds, today } from '../builders/voters.ts'
import { failing, intercept } from '../fakes/interception.ts'

const unsureSeconds = 900

const asking = await forEachTest(anAskingVoter)

type Engines = NonNullable<Parameters<typeof asking.ask>[2]>

async function expectedAfter(engines: Engines = {}): Promise<number> {
  const other = await aSignedInVoter(asking.tables)
  const reissue = await asking.askAccepted(
    await aForm(asking.tables, other),
    other.session,
    engines,
  )
  return (reissue.expectedAt.getTime() - now.getTime()) / 1000
}

it('a request to a territory that is paused says so from the beginning', async () => {
  const { smsBreakers } = asking.tables
  await smsBreakers.replace(closedBreaker, teamChange(closedBreaker, pauseOf('FR')))
  const reissue = await asking.askAccepted(await aForm(asking.tables, asking.voter))
  expect(reissue).toMatchObject({ state: 'held', heldOn: 'pause' })
  expect(reissue.history.map(({ state }) => state)).toEqual(['accepted', 'held'])
  expect(await confirm(asking.tables, reissue)).toBe('paused')
})

it('a request to a territory that has had the SMS of the day expects it the next, and reads no counts without a cap', async () => {
  const { smsBreakers, smsDays } = asking.tables
  let finds = 0
  const counted = intercept(smsDays, (call) => {
    finds++
    return call.run()
  })
  const isToday = async () => later(await expectedAfter({ smsDays: counted })) < today.endsAt
  expect(await isToday()).toBe(true)
  expect(finds).toBe(0)
  await smsBreakers.replace(closedBreaker, teamChange(closedBreaker, capOf('FR', 1)))
  expect(await isToday()).toBe(true)
  await smsDays.count(dayOfTerritory(today, 'FR'), 1)
  expect(await isToday()).toBe(false)
  await smsDays.countHeldSms(dayOfTerritory(today, 'FR'))
  const dayAfter = electionDayOf(today.endsAt, election.timeZone).endsAt
  expect(later(await expectedAfter()) > dayAfter).toBe(true)
})

describe('while SNS sends none', () => {
  beforeEach(async () => {
    const { smsBreakers } = asking.tables
    const refusal = { reissueId: 'one', territory: 'FR', leftAt: now, limit: 'account' } as const
    await smsBreakers.replace(closedBreaker, applyReceipt(closedBreaker, refusal, now))
  })

  it('a request says from the beginning that its SMS is held, and its mail says so too', async () => {
    const reissue = await asking.askAccepted(await aForm(asking.tables, asking.voter))
    const { reissueId } = reissue
    expect(asking.tables.look.reissue(reissueId).heldOn).toBe('limit')
    expect(await confirm(asking.tables, reissue)).toBe('service-limit')
  })

  it('is expected as ever when the breaker cannot be read: the sender will say', async () => {
    const smsBreakers = failing(asking.tables.smsBreakers, 'find', 'before')
    expect(await expectedAfter({ smsBreakers })).toBeLessThan(expectedSeconds + 1)
  })
})

test('a request is expected the next day once the places of the day are taken', async () => {
  const capped = { ...election, smsDailyCap: 2 }
  const isToday = async () => later(await expectedAfter({ election: capped })) < today.endsAt
  expect([await isToday(), await isToday(), await isToday()]).toEqual([true, true, false])
})

test.each([
  ['find', unsureSeconds],
  ['reserve', 0],
] as const)('nobody is refused when the slots do not answer to %s', async (method, more) => {
  const smsSlots = failing(asking.tables.smsSlots, method, 'before')
  expect(await expectedAfter({ smsSlots })).toBe(expectedSeconds + more)
  expect(asking.events).toEqual([{ event: 'expected-time.unsure', why: 'TimeoutError' }])
})

test('the slot of a request makes the expected time of the next one later', async () => {
  const first = await expectedAfter()
  expect(await expectedAfter()).toBeGreaterThan(first)
})

test('no slot is taken by whoever may not ask, signed in or not', async () => {
  const stranger = { ...asking.voter.session, tokenHash: 'of a made-up cookie' }
  await asking.ask(await asking.form(), stranger)
  await asking.ask(await asking.form({ captcha: { id: 'no such picture', code: '9456' } }))
  const reissueRequests = failing(asking.tables.reissueRequests, 'admit', 'before')
  await expect(asking.ask(await asking.form(), undefined, { reissueRequests })).rejects.toThrow()
  expect((await asking.tables.smsSlots.find()).count).toBe(0)
})
