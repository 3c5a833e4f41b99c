import { beforeEach, describe, expect, it } from 'vitest'
import { enterBooth } from '../../functions/enter-booth/enter-booth.ts'
import { mailReissue } from '../../functions/mail-voters/mail-reissue.ts'
import type { ReissueForm } from '../../functions/request-reissue/reissue-form.ts'
import { sendIdentifier } from '../../functions/send-identifier/send-identifier.ts'
import type { PhoneSms } from '../../shared/domain/account/known-phone-sms.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import type { Phone } from '../../shared/domain/sms/phone.ts'
import { hashPhone } from '../../shared/domain/sms/sealed-phone.ts'
import type { KnownPhone, Voter } from '../../shared/domain/voter/voter.ts'
import { anAskingVoter } from '../builders/asking-voter.ts'
import { aReceivedMessage, keys } from '../builders/values.ts'
import { aPhone, knowPhone, openSession, password } from '../builders/voters.ts'
import { inMemoryCarrier } from '../fakes/channels.ts'
import { plain } from '../texts/plain.ts'

const hour = 3600

let world = await aWorld()

beforeEach(async () => {
  world = await aWorld()
})

async function aWorld() {
  const asking = await anAskingVoter()
  const { tables, voter, clock, ports } = asking
  const told: PhoneSms[] = []
  const phoneSmsQueue = { put: async (message: PhoneSms) => void told.push(message) }
  let election = { ...ports.election, knownPhones: true }
  const line = () => tables.look.voter(voter.voterId)

  const know = (phone: Phone) => knowPhone(tables, voter.voterId, phone, clock())

  async function ask(form: Partial<ReissueForm>, smsQueue = phoneSmsQueue) {
    const { session } = await openSession(tables, line(), clock())
    const filled = await asking.form()
    const { phone: _, ...others } = filled
    const { phone, ...typed } = form
    const whole = { ...others, ...typed, ...(phone && { phone }) } as ReissueForm
    return asking.ask(whole, session, { election, phoneSmsQueue: smsQueue })
  }

  async function send(reissueId: string, phone: Phone) {
    const carrier = inMemoryCarrier(phone)
    const sending = await sendIdentifier(
      { ...ports, election, carrier },
      reissueId,
      aReceivedMessage(),
    )
    return { outcome: sending.outcome, texts: carrier.texts.length }
  }

  const askUnqueued = (form: Partial<ReissueForm>) =>
    ask(form, { put: () => Promise.reject(new Error('SQS got no answer')) })

  const mail = (reissueId: string) => mailReissue({ ...ports, election }, reissueId, 'stop-link')

  return {
    ...{ ...asking, line, know, ask, askUnqueued, send, mail, told },
    rule(changes: Partial<typeof election>) {
      election = { ...election, ...changes }
    },
    enter: async (identifier: string) => {
      const { session } = await openSession(tables, line(), clock())
      return enterBooth(
        { ...ports, election },
        {
          ...{ claim: session, identifier, password },
          ...{ deviceCookie: undefined, clientNetwork: '198.51.100.7' },
        },
      )
    },
  }
}

describe('a request to the known phone', () => {
  it.each(['allow', 'delay', 'refuse'] as const)(
    'is accepted without a typed number, and its SMS leaves at once (%s)',
    async (unknownPhone) => {
      const phone = aPhone()
      await world.know(phone)
      world.rule({ unknownPhone })
      const request = await world.ask({})
      if (request.outcome !== 'accepted') throw new Error(request.outcome)
      expect(request.reissue.phoneHash).toBe(hashPhone(keys, phone))
      expect(await world.send(request.reissue.reissueId, phone)).toEqual({
        outcome: 'sent',
        texts: 1,
      })
      expect(world.told).toEqual([])
    },
  )

  it.each<[string, (phone: Phone, line: Voter) => unknown]>([
    ['was never registered', () => undefined],
    [
      'does not count yet',
      async (phone) => {
        await world.know(phone)
        const { knownPhone } = world.line()
        const settlesAt = secondsLater(world.clock(), 1)
        if (knownPhone)
          world.tables.alter.voter(world.voter.voterId, {
            knownPhone: { ...knownPhone, settlesAt },
          })
      },
    ],
    [
      'was freed by staff',
      async (phone) => {
        await world.know(phone)
        await world.tables.phoneReleases.free(hashPhone(keys, phone), world.clock())
        world.clock.advance(1)
      },
    ],
  ])('is refused if it %s, and nothing is consumed', async (_, arrange) => {
    await arrange(aPhone(), world.line())
    const before = world.tables.look.consumption()
    expect((await world.ask({})).outcome).toBe('phone-unknown')
    expect(world.tables.look.consumption()).toEqual(before)
  })
})

describe('a request to another phone', () => {
  it('is told to the known phone, whatever the rule', async () => {
    await world.know(aPhone())
    const request = await world.ask({ phone: aPhone() })
    if (request.outcome !== 'accepted') throw new Error(request.outcome)
    const { reissueId, voterId } = request.reissue
    expect(world.told).toEqual([{ voterId, sms: 'other-phone-requested', id: reissueId }])
  })

  it('is not accepted if the SMS to the known phone cannot be queued, and nothing is consumed', async () => {
    await world.know(aPhone())
    const before = world.tables.look.consumption()
    await expect(world.askUnqueued({ phone: aPhone() })).rejects.toThrow('SQS got no answer')
    expect(world.tables.look.consumption()).toEqual(before)
    expect(world.attempts()).toBe(0)
  })

  it('is refused where the rule says so, without comparing the number', async () => {
    const phone = aPhone()
    await world.know(phone)
    world.rule({ unknownPhone: 'refuse' })
    for (const typed of [phone, aPhone()])
      expect((await world.ask({ phone: typed })).outcome).toBe('phone-unknown')
    expect(world.line()).toMatchObject({ reissueCount: 0 })
    expect(world.attempts()).toBe(0)
  })

  async function delayed() {
    const phone = aPhone()
    world.rule({ unknownPhone: 'delay', unknownPhoneDelayHours: 24 })
    const request = await world.ask({ phone })
    if (request.outcome !== 'accepted') throw new Error(request.outcome)
    return { phone, reissueId: request.reissue.reissueId }
  }

  it('sends no SMS before its delay has ended, and is then requeued by the sweep', async () => {
    const { phone, reissueId } = await delayed()
    world.clock.advance(24 * hour - 1)
    expect(await world.send(reissueId, phone)).toEqual({ outcome: 'waits-its-delay', texts: 0 })
    const overdue = async () =>
      (await Array.fromAsync(world.tables.overdueReissues.overdue('sms', world.clock()))).length
    expect(await overdue()).toBe(0)
    world.clock.advance(2)
    expect(await overdue()).toBe(1)
    expect(await world.send(reissueId, phone)).toEqual({ outcome: 'sent', texts: 1 })
  })

  it('delays promises of others only once its delay has ended', async () => {
    const { reissueId } = await delayed()
    const { countUnsent, postpone } = world.tables.overdueReissues
    expect(await countUnsent()).toBe(0)
    world.clock.advance(24 * hour)
    await postpone(reissueId, 'sms', secondsLater(world.clock(), 300))
    expect(await countUnsent()).toBe(1)
  })

  it('is mailed at once and an hour before its SMS, each with the link that stops it', async () => {
    const { reissueId } = await delayed()
    expect([await world.mail(reissueId), await world.mail(reissueId)]).toEqual(['asked', 'over'])
    world.clock.advance(23 * hour)
    expect([await world.mail(reissueId), await world.mail(reissueId)]).toEqual(['reminder', 'over'])
    const texts = world.mailer.mails.map(({ text }) => plain(text))
    expect(texts).toHaveLength(2)
    for (const text of texts) {
      expect(text).toContain("le numéro n'était pas enregistré à l'avance")
      expect(text).toMatch(/annuler\/#/)
    }
  })

  it('is refused if its SMS would leave after the vote', async () => {
    world.rule({ unknownPhone: 'delay', unknownPhoneDelayHours: 24 })
    world.clock.set(secondsLater(world.ports.election.dates.voteClosesAt, -24 * hour - 180))
    world.rule({
      dates: {
        ...world.ports.election.dates,
        reissueClosesAt: world.ports.election.dates.voteClosesAt,
      },
    })
    expect((await world.ask({ phone: aPhone() })).outcome).toBe('phone-unknown')
  })
})

describe('a password that is replaced after the identifier left by SMS', () => {
  async function replacedAfterSms(unknownPhone: 'allow' | 'delay', known: boolean) {
    if (known) await world.know(aPhone())
    world.rule({ unknownPhone: 'allow' })
    const phone = aPhone()
    const request = await world.ask({ phone })
    if (request.outcome !== 'accepted') throw new Error(request.outcome)
    const carrier = inMemoryCarrier(phone)
    await sendIdentifier({ ...world.ports, carrier }, request.reissue.reissueId, aReceivedMessage())
    world.rule({ unknownPhone })
    world.clock.set(world.ports.election.dates.voteOpensAt)
    world.tables.alter.voter(world.voter.voterId, { passwordRenewedAt: world.clock() })
    return /B5\w\w \w{4} \w{4}/.exec(carrier.texts[0]?.text ?? '')?.[0] ?? ''
  }

  it.each([
    ['allow', false, 'entered'],
    ['allow', true, 'both-factors-lost'],
    ['delay', false, 'both-factors-lost'],
  ] as const)('with %s, a known phone: %s', async (rule, known, outcome) => {
    const identifier = await replacedAfterSms(rule, known)
    expect((await world.enter(identifier)).outcome).toBe(outcome)
    world.clock.advance(24 * hour)
    expect((await world.enter(identifier)).outcome).toBe('entered')
  })

  it('protects a voter whose known phone was removed since', async () => {
    const identifier = await replacedAfterSms('allow', true)
    const [changedAt, endsAt] = [world.clock(), secondsLater(world.clock(), hour)]
    const formerPhone = { ...(world.line().knownPhone as KnownPhone), changedAt, endsAt }
    await world.tables.knownPhones.change(world.line(), { formerPhone }, world.clock())
    world.clock.advance(2 * hour)
    expect((await world.enter(identifier)).outcome).toBe('both-factors-lost')
  })
})
