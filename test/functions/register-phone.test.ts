import { beforeEach, describe, expect, it } from 'vitest'
import {
  askForCode,
  confirmCode,
  removePhone,
  undoPhoneChange,
} from '../../functions/register-phone/register-phone.ts'
import { sendPhoneSms } from '../../functions/send-identifier/send-phone-sms.ts'
import type { PhoneSms } from '../../shared/domain/account/known-phone-sms.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { charactersOutsideGsm7, septets } from '../../shared/domain/sms/gsm7.ts'
import type { Phone } from '../../shared/domain/sms/phone.ts'
import { hashPhone } from '../../shared/domain/sms/sealed-phone.ts'
import type { SmsCarrier } from '../../shared/domain/sms/sms-delivery.ts'
import { anAskingVoter } from '../builders/asking-voter.ts'
import { keys } from '../builders/values.ts'
import {
  aForm,
  aPhone,
  aSignedInVoter,
  openSession,
  password,
  siteUrl,
} from '../builders/voters.ts'
import { inMemoryNews } from '../fakes/channels.ts'

const hour = 3600

let world = await aWorld()

beforeEach(async () => {
  world = await aWorld()
})

async function aWorld(changes = {}) {
  const asking = await anAskingVoter()
  const messages: PhoneSms[] = []
  const accountNews = inMemoryNews()
  const ports = {
    ...{ ...asking.ports, keys, accountNews },
    election: { ...asking.ports.election, knownPhones: true, ...changes },
    smsQueue: { put: async (message: PhoneSms) => void messages.push(message) },
  }
  const texts: { phone: string; text: string }[] = []
  /** Delivers the SMS that wait, and returns all texts of a phone, the last one first. */
  async function deliver(to: Phone): Promise<string[]> {
    const carrier: SmsCarrier = {
      async send(sms) {
        expect([charactersOutsideGsm7(sms.text), septets(sms.text) <= 160]).toEqual([[], true])
        texts.unshift(sms)
        return { messageId: 'sms-1' }
      },
    }
    for (const message of messages.splice(0))
      await sendPhoneSms({ ...ports, siteUrl, carrier }, message)
    return texts.filter(({ phone }) => phone === to).map(({ text }) => text)
  }
  const codeIn = (text = '') => /#(\d{6})$/.exec(text)?.[1] ?? ''
  async function register(phone: Phone, claim = asking.voter.session, typed = password) {
    const asked = await askForCode(ports, claim, { phone, password: typed })
    if (asked.outcome !== 'asked') return asked.outcome
    const [text] = await deliver(phone)
    return (await confirmCode(ports, claim, codeIn(text))).outcome
  }
  const line = () => asking.tables.look.voter(asking.voter.voterId)
  return { ...asking, ports, messages, accountNews, deliver, codeIn, register, line }
}

describe('a phone that its voter registers', () => {
  it('is proved by the code of an SMS, told by e-mail, and counts after a day', async () => {
    const phone = aPhone()
    expect(await world.register(phone)).toBe('changed')
    const { knownPhone } = world.line()
    expect(knownPhone?.maskedPhone.slice(-2)).toBe(phone.slice(-2))
    expect(knownPhone?.settlesAt).toEqual(secondsLater(world.clock(), 24 * hour))
    expect(world.accountNews.messages.map(({ news }) => news)).toEqual(['phone-set'])
    expect(JSON.stringify(world.line())).not.toContain(phone.slice(4))
  })

  it('is not registered by a wrong, a late or a sixth code, and midnight gives no other try', async () => {
    const phone = aPhone()
    const { ports, voter, clock, codeIn } = world
    const claim = voter.session
    await askForCode(ports, claim, { phone })
    const code = codeIn((await world.deliver(phone))[0])
    const wrong = code === '000000' ? '000001' : '000000'
    for (let tries = 0; tries < 5; tries++)
      expect((await confirmCode(ports, claim, wrong)).outcome).toBe('wrong-code')
    expect((await confirmCode(ports, claim, code)).outcome).toBe('code-expired')
    await askForCode(ports, claim, { phone })
    const later = codeIn((await world.deliver(phone))[0])
    clock.advance(600)
    expect((await confirmCode(ports, claim, later)).outcome).toBe('code-expired')
    expect(world.line().knownPhone).toBeUndefined()
  })

  it('serves no other voter, neither for requests nor as their known phone', async () => {
    const phone = aPhone()
    const other = await aSignedInVoter(world.tables)
    await world.register(phone)
    expect(await world.register(phone, other.session)).toBe('phone-taken')
    const form = await aForm(world.tables, other, { phone }, world.clock())
    expect((await world.ask(form, other.session)).outcome).toBe('phone-taken')
  })

  it('gets five codes a day, and no voter sends more than five', async () => {
    const phone = aPhone()
    for (let count = 0; count < 5; count++)
      expect((await askForCode(world.ports, world.voter.session, { phone })).outcome).toBe('asked')
    const sixth = await askForCode(world.ports, world.voter.session, { phone: aPhone() })
    expect(sixth.outcome).toBe('too-many-attempts')
  })

  it('gets no code beyond a quarter of the SMS of a minute, which costs its voter none of the five', async () => {
    const { ports, tables, voter, clock } = world
    const election = { ...ports.election, smsPerSecond: 2 }
    const places = (2 * 60) / 4
    const ask = async (session = voter.session) =>
      (await askForCode({ ...ports, election }, session, { phone: aPhone() })).outcome
    for (let count = 0; count < places; count++)
      expect(await ask((await aSignedInVoter(tables)).session)).toBe('asked')
    for (let count = 0; count < 6; count++) expect(await ask()).toBe('no-place')
    clock.advance(60)
    expect(await ask()).toBe('asked')
  })
})

describe('a phone that is replaced or removed', () => {
  it('needs the password, and begins its wait again', async () => {
    const [first, second] = [aPhone(), aPhone()]
    await world.register(first)
    world.clock.advance(25 * hour)
    const { session } = await openSession(world.tables, world.line(), world.clock())
    expect(await world.register(second, session, 'another')).toBe('wrong-credentials')
    expect(await world.register(second, session)).toBe('changed')
    expect(world.line().knownPhone?.settlesAt).toEqual(secondsLater(world.clock(), 24 * hour))
  })

  it.each(['replaced', 'removed', 'replaced twice'])(
    'can undo it by the link of its SMS when it is %s, which ends all sessions',
    async (how) => {
      const [first, second, third] = [aPhone(), aPhone(), aPhone()]
      await world.register(first)
      const { ports, voter, clock } = world
      if (how === 'removed') await removePhone(ports, voter.session, password)
      else await world.register(second)
      clock.advance(60)
      if (how === 'replaced twice') await world.register(third)
      const texts = await world.deliver(first)
      const token = /#([\w-]{38})$/.exec(texts[0] ?? '')?.[1] ?? ''
      for (const wrong of [`${token.slice(0, -1)}x`, token.slice(1)])
        expect((await undoPhoneChange(ports, wrong)).outcome).toBe('unknown-link')
      expect((await undoPhoneChange(ports, token)).outcome).toBe('changed')
      expect(world.line()).toMatchObject({ passwordChangeRequired: true, sessionEpoch: 1 })
      expect(world.line().knownPhone?.maskedPhone.slice(-2)).toBe(first.slice(-2))
      expect((await undoPhoneChange(ports, token)).outcome).toBe('unknown-link')
    },
  )

  it('cannot undo it once the new phone counts', async () => {
    const [first, second] = [aPhone(), aPhone()]
    await world.register(first)
    await world.register(second)
    const [text] = await world.deliver(first)
    world.clock.advance(24 * hour)
    const token = text?.split('#')[1] ?? ''
    expect((await undoPhoneChange(world.ports, token)).outcome).toBe('unknown-link')
  })

  it('is free for others once nobody can undo the change', async () => {
    const phone = aPhone()
    await world.register(phone)
    await removePhone(world.ports, world.voter.session, password)
    const other = await aSignedInVoter(world.tables)
    expect(await world.register(phone, other.session)).toBe('phone-taken')
    world.clock.advance(24 * hour)
    const { session } = await openSession(
      world.tables,
      world.tables.look.voter(other.voterId),
      world.clock(),
    )
    expect(await world.register(phone, session)).toBe('changed')
  })

  it('serves nobody else while another change can still be undone', async () => {
    const phone = aPhone()
    const { tables, clock } = world
    await world.register(phone)
    await removePhone(world.ports, world.voter.session, password)
    clock.advance(23 * hour)
    const { session } = await openSession(tables, world.line(), clock())
    expect(await world.register(aPhone(), session)).toBe('changed')
    clock.advance(2 * hour)
    const other = tables.look.voter((await aSignedInVoter(tables)).voterId)
    const ofOther = (await openSession(tables, other, clock())).session
    expect(await world.register(phone, ofOther)).toBe('phone-taken')
  })
})

describe('a code to the known phone', () => {
  async function afterLosingBoth(settled: boolean) {
    const phone = aPhone()
    await world.register(phone)
    if (settled) world.clock.advance(25 * hour)
    world.tables.alter.voter(world.voter.voterId, { passwordRenewedAt: world.clock() })
    const { session } = await openSession(world.tables, world.line(), world.clock())
    return { phone, session }
  }

  it.each([
    ['ends the wait after a replaced password', false],
    ['ends none once staff have freed the phone', true],
  ])('%s', async (_, isFreed) => {
    const { phone, session } = await afterLosingBoth(true)
    expect((await askForCode(world.ports, session, 'to-known-phone')).outcome).toBe('asked')
    const code = world.codeIn((await world.deliver(phone))[0])
    if (isFreed) await world.tables.phoneReleases.free(hashPhone(keys, phone), world.clock())
    const { outcome } = await confirmCode(world.ports, session, code)
    expect(outcome).toBe(isFreed ? 'phone-unknown' : 'changed')
    expect('passwordRenewedAt' in world.line()).toBe(isFreed)
    const news = world.accountNews.messages.at(-1)?.news
    expect(news).toBe('delay-lifted')
    expect(world.line().knownPhone?.liftedAt).toEqual(isFreed ? undefined : world.clock())
  })

  it('is not sent to a phone that does not count yet', async () => {
    const { session } = await afterLosingBoth(false)
    const asked = await askForCode(world.ports, session, 'to-known-phone')
    expect(asked.outcome).toBe('phone-unknown')
  })

  it('that does not count yet ends no wait, even if it is registered once more', async () => {
    const { phone, session } = await afterLosingBoth(false)
    expect(await world.register(phone, session)).toBe('changed')
    expect(world.line()).toHaveProperty('passwordRenewedAt')
  })

  it('set after a replaced password counts only a day after the wait', async () => {
    world.tables.alter.voter(world.voter.voterId, { passwordRenewedAt: world.clock() })
    await world.register(aPhone())
    expect(world.line().knownPhone?.settlesAt).toEqual(secondsLater(world.clock(), 48 * hour))
  })
})
