import { expect, it } from 'vitest'
import { mailReissue } from '../../functions/mail-voters/mail-reissue.ts'
import { identityLimit } from '../../functions/request-reissue/identity-limit.ts'
import { limitedCounter } from '../../shared/domain/account/attempts.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import type { Phone } from '../../shared/domain/sms/phone.ts'
import { hashPhone } from '../../shared/domain/sms/sealed-phone.ts'
import type { KnownPhone } from '../../shared/domain/voter/voter.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { aRegisteringVoter } from '../builders/registering-voter.ts'
import { keys, noNotify, now } from '../builders/values.ts'
import { aPhone } from '../builders/voters.ts'
import { plain } from '../texts/plain.ts'

const hour = 3600

const world = await forEachTest(aRegisteringVoter)

const attempts = () =>
  world.tables.look.tries(limitedCounter(keys, identityLimit, [world.voter.voterId], now))

it.each(['allow', 'delay', 'refuse'] as const)(
  'a request to the known phone is accepted without a typed number, and its SMS leaves at once (%s)',
  async (unknownPhone) => {
    const phone = aPhone()
    await world.know(phone)
    world.rule({ unknownPhone })
    const { reissueId, phoneHash } = await world.requestAccepted({})
    expect(phoneHash).toBe(hashPhone(keys, phone))
    expect(await world.send(reissueId)).toBe('sent')
    expect(world.textsOf(phone)).toHaveLength(1)
    expect(world.messages).toEqual([])
  },
)

it.each<[string, (phone: Phone) => unknown]>([
  ['was never registered', () => undefined],
  [
    'does not count yet',
    async (phone) => {
      await world.know(phone)
      const knownPhone = world.item().knownPhone as KnownPhone
      const settlesAt = secondsLater(world.clock(), 1)
      world.tables.alter.voter(world.voter.voterId, { knownPhone: { ...knownPhone, settlesAt } })
    },
  ],
  [
    'was freed by staff',
    async (phone) => {
      await world.know(phone)
      await world.tables.knownPhones.free(hashPhone(keys, phone), world.clock(), noNotify)
      world.clock.advance(1)
    },
  ],
])('a request to the known phone is refused if it %s', async (_, arrange) => {
  await arrange(aPhone())
  const before = world.tables.look.consumption()
  expect((await world.request({})).outcome).toBe('phone-unknown')
  expect(world.tables.look.consumption()).toEqual(before)
})

it('a request to another phone is reported to the known phone, whatever the rule', async () => {
  await world.know(aPhone())
  const { reissueId, voterId } = await world.requestAccepted({ phone: aPhone() })
  expect(world.messages).toEqual([{ voterId, sms: 'other-phone-requested', id: reissueId }])
})

it('a request to another phone is not accepted if the SMS to the known phone cannot be queued, and nothing is consumed', async () => {
  await world.know(aPhone())
  const before = world.tables.look.consumption()
  const phoneSmsQueue = { put: () => Promise.reject(new Error('SQS got no answer')) }
  const request = world.request({ phone: aPhone() }, { phoneSmsQueue })
  await expect(request).rejects.toThrow('SQS got no answer')
  expect(world.tables.look.consumption()).toEqual(before)
  expect(attempts()).toBe(0)
})

it('a request to another phone is refused by the rule `refuse`, without comparing the number', async () => {
  const phone = aPhone()
  await world.know(phone)
  world.rule({ unknownPhone: 'refuse' })
  for (const typed of [phone, aPhone()])
    expect((await world.request({ phone: typed })).outcome).toBe('phone-unknown')
  expect(world.item()).toMatchObject({ reissueCount: 0 })
  expect(attempts()).toBe(0)
})

async function delayed(unknownPhoneDelayHours = 24) {
  const phone = aPhone()
  world.rule({ unknownPhone: 'delay', unknownPhoneDelayHours })
  const { reissueId } = await world.requestAccepted({ phone })
  return { phone, reissueId }
}

it('a request to another phone sends no SMS before its delay has ended, and is then requeued by the reconciler', async () => {
  const { phone, reissueId } = await delayed()
  world.clock.advance(24 * hour - 2)
  expect(await world.send(reissueId)).toBe('waits')
  expect(world.textsOf(phone)).toEqual([])
  const overdue = async () =>
    (await Array.fromAsync(world.tables.overdueReissues.list('sms', world.clock()))).length
  expect(await overdue()).toBe(0)
  world.clock.advance(3)
  expect(await overdue()).toBe(1)
  expect(await world.send(reissueId)).toBe('sent')
  expect(world.textsOf(phone)).toHaveLength(1)
})

it('a request to another phone waits, and makes other requests wait only once its delay has ended', async () => {
  const { reissueId } = await delayed()
  const { countUnsentSms, countWaitingSms, delayDueTime } = world.tables.overdueReissues
  expect([await countUnsentSms(), await countWaitingSms()]).toEqual([0, 1])
  world.clock.advance(24 * hour)
  await delayDueTime(reissueId, 'sms', secondsLater(world.clock(), 300))
  expect(await countUnsentSms()).toBe(1)
})

const mail = (reissueId: string) =>
  mailReissue({ ...world.ports, smsQueue: world.smsQueue }, reissueId, 'cancel-link')

it.each([
  [1, 0],
  [24, 22.6 * hour],
])(
  'a request delayed by %i hours is mailed only once if its mail leaves after %i seconds',
  async (hours, seconds) => {
    const { reissueId } = await delayed(hours)
    world.clock.advance(seconds)
    expect(await mail(reissueId)).toBe('asked')
    world.clock.advance(hours * hour - seconds)
    expect(await mail(reissueId)).toBe('over')
  },
)

it('a request to another phone is mailed at once and an hour before its SMS, each with the link that stops it', async () => {
  const { reissueId } = await delayed()
  expect([await mail(reissueId), await mail(reissueId)]).toEqual(['asked', 'over'])
  world.clock.advance(23 * hour)
  expect([await mail(reissueId), await mail(reissueId)]).toEqual(['reminder', 'over'])
  const texts = world.mailer.mails.map(({ text }) => plain(text))
  expect(texts).toHaveLength(2)
  for (const text of texts) {
    expect(text).toContain("le numéro n'était pas enregistré à l'avance")
    expect(text).toMatch(/annuler\/#/)
  }
})

it('a request to another phone is refused if its SMS would leave after the vote', async () => {
  const { dates } = world.ports.election
  const { voteClosesAt } = dates
  world.rule({ unknownPhone: 'delay', dates: { ...dates, reissueClosesAt: voteClosesAt } })
  world.clock.set(secondsLater(voteClosesAt, -24 * hour - 180))
  expect((await world.request({ phone: aPhone() })).outcome).toBe('phone-unknown')
})

async function replacedAfterSms(unknownPhone: 'allow' | 'delay', known: boolean) {
  if (known) await world.know(aPhone())
  world.rule({ unknownPhone: 'allow' })
  const phone = aPhone()
  const { reissueId } = await world.requestAccepted({ phone })
  await world.send(reissueId)
  world.rule({ unknownPhone })
  world.clock.set(world.ports.election.dates.voteOpensAt)
  world.tables.alter.voter(world.voter.voterId, { passwordRenewedAt: world.clock() })
  return world.identifiersAt(phone)[0] ?? ''
}

it.each([
  ['allow', false, 'entered'],
  ['allow', true, 'both-factors-lost'],
  ['delay', false, 'both-factors-lost'],
] as const)(
  'the booth answers, after a replaced password, by rule %s, known phone %s: %s',
  async (rule, known, outcome) => {
    const identifier = await replacedAfterSms(rule, known)
    expect(await world.enter(identifier)).toBe(outcome)
    world.clock.advance(24 * hour)
    expect(await world.enter(identifier)).toBe('entered')
  },
)

it('the booth stays closed, after a replaced password, to a voter whose known phone was removed since', async () => {
  const identifier = await replacedAfterSms('allow', true)
  const [changedAt, endsAt] = [world.clock(), secondsLater(world.clock(), hour)]
  const formerPhone = { ...(world.item().knownPhone as KnownPhone), changedAt, endsAt }
  await world.tables.knownPhones.change(world.item(), { formerPhone }, world.clock())
  world.clock.advance(2 * hour)
  expect(await world.enter(identifier)).toBe('both-factors-lost')
})
