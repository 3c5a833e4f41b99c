import { describe, expect, it } from 'vitest'
import { recordReceipt } from '../../functions/record-receipt/record-receipt.ts'
import { confirmCode, requestCode } from '../../functions/register-phone/register-phone.ts'
import { showSpace } from '../../functions/show-space/show-space.ts'
import { settledPhone } from '../../shared/domain/account/known-phone.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import type { ReissueState } from '../../shared/domain/reissue/reissue.ts'
import type { Phone } from '../../shared/domain/sms/phone.ts'
import { hashPhone } from '../../shared/domain/sms/sealed-phone.ts'
import { openScopes } from '../../shared/domain/sms/sms-breaker.ts'
import type { PhoneProof } from '../../shared/domain/voter/voter.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { aRegisteringVoter } from '../builders/registering-voter.ts'
import { aReissue, keys, later, noNotify, now } from '../builders/values.ts'
import { aPhone, aSignedInVoter, openSession, password } from '../builders/voters.ts'

const hour = 3600

const world = await forEachTest(aRegisteringVoter)

describe('registering a phone', () => {
  it('needs the code of an SMS, is told by e-mail, and counts after a day', async () => {
    const phone = aPhone()
    expect(await world.register(phone)).toBe('changed')
    const { knownPhone } = world.item()
    expect(knownPhone?.maskedPhone.slice(-2)).toBe(phone.slice(-2))
    expect(knownPhone?.settlesAt).toEqual(secondsLater(world.clock(), 24 * hour))
    expect(world.notifications.messages.map(({ news }) => news)).toEqual(['phone-set'])
    expect(JSON.stringify(world.item())).not.toContain(phone.slice(4))
  })

  it('accepts no wrong, late or sixth code, and neither midnight nor a new session gives a further attempt', async () => {
    const phone = aPhone()
    const { ports, clock, codeIn } = world
    clock.set(later(14 * hour + 55 * 60))
    const claim = await world.claim()
    await requestCode(ports, claim, { phone, password })
    const code = codeIn((await world.deliver(phone))[0])
    const wrong = code === '000000' ? '000001' : '000000'
    for (let tries = 0; tries < 5; tries++)
      expect((await confirmCode(ports, claim, wrong)).outcome).toBe('wrong-code')
    clock.advance(360)
    const { session } = await openSession(world.tables, world.item(), clock())
    for (const any of [claim, session])
      expect((await confirmCode(ports, any, code)).outcome).toBe('code-expired')
    await requestCode(ports, claim, { phone, password })
    const second = codeIn((await world.deliver(phone))[0])
    clock.advance(600)
    expect((await confirmCode(ports, claim, second)).outcome).toBe('code-expired')
    expect(world.item().knownPhone).toBeUndefined()
    expect(await world.register(phone, claim)).toBe('changed')
  })

  it('keeps the phone from other voters, and notes it for staff, who can free it', async () => {
    const phone = aPhone()
    const other = await aSignedInVoter(world.tables)
    await world.register(phone, other.session)
    expect(await world.register(phone)).toBe('phone-taken')
    expect(world.item().takenPhone).toMatchObject({ phoneHash: hashPhone(keys, phone) })
    expect((await world.request({ phone })).outcome).toBe('phone-taken')
    await world.register(aPhone())
    expect(world.item()).not.toHaveProperty('takenPhone')
  })

  it('refuses a taken phone even if it cannot be recorded for staff', async () => {
    const phone = aPhone()
    await world.register(phone, (await aSignedInVoter(world.tables)).session)
    const broken = { record: () => Promise.reject(new Error('no answer')) }
    const request = await requestCode(world.ports, world.voter.session, { phone, password })
    const code = world.codeIn((await world.deliver(phone))[0])
    const ports = { ...world.ports, takenPhones: broken }
    expect(request.outcome).toBe('requested')
    expect((await confirmCode(ports, world.voter.session, code)).outcome).toBe('phone-taken')
    expect(world.events).toMatchObject([{ event: 'taken-phone.unnoted' }])
  })

  it('lets a stolen session use up neither the codes of the voter nor their passwords', async () => {
    const { ports, voter, tables, clock } = world
    const stolen = voter.session
    const phone = aPhone()
    const owners = (await openSession(tables, world.item(), clock())).session
    await requestCode(ports, owners, { phone: aPhone(), password })
    for (let tries = 0; tries < 6; tries++)
      expect((await confirmCode(ports, stolen, '000000')).outcome).toBe('code-expired')
    expect((await confirmCode(ports, owners, '000000')).outcome).toBe('wrong-code')
    const ask = async (session = stolen, typed = 'a guess') =>
      (await requestCode(ports, session, { phone, password: typed })).outcome
    for (let tries = 0; tries < 10; tries++) expect(await ask()).toBe('wrong-credentials')
    expect(await ask()).toBe('too-many-attempts')
    const { session } = await openSession(tables, world.item(), clock())
    expect(await ask(session, password)).toBe('requested')
  })

  it('sends five codes a day at most to one phone and for one voter', async () => {
    const full = aPhone()
    const ask = async ({ session } = world.voter, phone = aPhone()) =>
      (await requestCode(world.ports, session, { phone, password })).outcome
    for (let count = 0; count < 5; count++) expect(await ask(world.voter, full)).toBe('requested')
    expect(await ask()).toBe('too-many-attempts')
    const other = await aSignedInVoter(world.tables)
    for (let count = 0; count < 5; count++) expect(await ask(other, full)).toBe('too-many-attempts')
    expect(await ask(other)).toBe('requested')
  })

  it('charges no code, of the voter, the minute or the day, if the voter changed meanwhile or the day is full', async () => {
    world.rule({ smsDailyCap: 4, smsPerSecond: 8 / 60 })
    const request = (ports: typeof world.ports) =>
      requestCode(ports, world.voter.session, { phone: aPhone(), password })
    const change = async () => 'changed-meanwhile' as const
    const overtaken = { ...world.ports, knownPhones: { ...world.ports.knownPhones, change } }
    for (let count = 0; count < 6; count++)
      expect((await request(overtaken)).outcome).toBe('unavailable')
    for (const outcome of ['requested', 'unavailable', 'unavailable'])
      expect((await request(world.ports)).outcome).toBe(outcome)
    world.rule({ smsDailyCap: 400 })
    expect((await request(world.ports)).outcome).toBe('requested')
  })

  it('offers and sends no code once the vote has closed, not even one that was waiting', async () => {
    const { ports, voter, clock, tables } = world
    const phone = aPhone()
    await requestCode(ports, voter.session, { phone, password })
    const closesAt = ports.election.dates.voteClosesAt
    const proof = world.item().phoneProof as PhoneProof
    const phoneProof = { ...proof, expiresAt: secondsLater(closesAt, 1) }
    tables.alter.voter(voter.voterId, { phoneProof })
    // A day before, a new phone would count too late.
    clock.set(secondsLater(ports.election.dates.reissueClosesAt, -24 * 3600))
    const ask = async () =>
      (await requestCode(ports, await world.claim(), { phone, password })).outcome
    expect(await ask()).toBe('phone-too-late')
    const phones = { registration: 'too-late' }
    const withoutCodes = { ...ports, election: { ...ports.election, smsDailyCap: 0 } }
    expect(await showSpace(withoutCodes, await world.claim())).toMatchObject({ phones })
    clock.set(closesAt)
    expect(await world.deliver(phone)).toEqual([])
    expect(await ask()).toBe('vote-closed')
    expect(await showSpace(ports, await world.claim())).toMatchObject({ phones })
  })

  it("ends the receipt of a code's SMS at once, since no request keeps its outcome", async () => {
    const phone = aPhone()
    await requestCode(world.ports, world.voter.session, { phone, password })
    await world.deliver(phone)
    const receipt = { messageId: 'sms-1', at: world.clock() }
    expect(await recordReceipt(world.ports, receipt)).toEqual({ outcome: 'phone-sms' })
  })

  it("opens the breaker for every SMS if the account's spend is used up", async () => {
    const phone = aPhone()
    await requestCode(world.ports, world.voter.session, { phone, password })
    await world.deliver(phone)
    const failed = { messageId: 'sms-1', failure: 'service-limit', at: world.clock() } as const
    const open = async () => openScopes(await world.tables.smsBreakers.find(), world.clock())
    await recordReceipt(world.ports, { ...failed, limit: 'territory' })
    expect(await open()).toEqual([])
    for (const _ of [1, 2]) await recordReceipt(world.ports, { ...failed, limit: 'account' })
    expect((await open()).map(({ scope }) => scope)).toEqual(['account'])
  })

  it("offers and sends no code beyond a quarter of a minute's SMS, which costs the voter none of the five", async () => {
    const { ports, tables, voter, clock } = world
    const election = { ...ports.election, smsPerSecond: 2 }
    const places = (2 * 60) / 4
    const ask = async (session = voter.session) =>
      (await requestCode({ ...ports, election }, session, { phone: aPhone(), password })).outcome
    const offered = async () => {
      const space = await showSpace({ ...ports, election }, voter.session)
      return space.outcome === 'shown' && space.phones?.registration
    }
    for (let count = 0; count < places; count++)
      expect(await ask((await aSignedInVoter(tables)).session)).toBe('requested')
    for (let count = 0; count < 6; count++) expect(await ask()).toBe('unavailable')
    expect(await offered()).toBe('no-codes')
    clock.advance(60)
    expect(await offered()).toBe('open')
    expect(await ask()).toBe('requested')
  })
})

describe('after a request to another phone', () => {
  it.each<[string, ReissueState, Phone[], RegExp | undefined]>([
    ['the known phone is told', 'accepted', [], /est demandé vers un autre numéro.*e-mail/],
    ['no cancellation is offered while the SMS leaves', 'sending', [], /est envoyé vers un autre/],
    ['no cancellation is offered once it has left', 'sent', [], /est envoyé vers un autre/],
    ['the known phone is not told of a request that was stopped', 'cancelled', [], undefined],
    ['the phone that counted is told, not its replacement', 'accepted', [aPhone()], /autre numéro/],
  ])('%s', async (_, state, replacements, expected) => {
    const { voter, messages, tables } = world
    const phone = aPhone()
    await world.know(phone)
    for (const next of replacements) await world.register(next)
    const [to = aPhone()] = replacements
    const reissue = aReissue({ state, phoneHash: hashPhone(keys, to) })
    const reissues = { find: async () => reissue }
    const { voterId } = voter
    messages.splice(0, messages.length, { voterId, sms: 'other-phone-requested', id: 'r' })
    const texts = await world.deliver(phone, { reissues: { ...tables.reissues, ...reissues } })
    if (expected) expect(texts[0]).toMatch(expected)
    else expect(texts).toEqual([])
  })
})

describe('the known phone', () => {
  it('gets its codes even if strangers type its number', async () => {
    const phone = aPhone()
    await world.know(phone)
    const stranger = await aSignedInVoter(world.tables)
    for (let count = 0; count < 5; count++)
      await requestCode(world.ports, stranger.session, { phone, password })
    const asked = await requestCode(world.ports, world.voter.session, { password })
    expect(asked.outcome).toBe('requested')
  })

  async function afterLosingBoth(settled: boolean) {
    const phone = aPhone()
    await world.register(phone)
    if (settled) world.clock.advance(25 * hour)
    world.tables.alter.voter(world.voter.voterId, { passwordRenewedAt: world.clock() })
    return { phone, session: await world.claim() }
  }

  it.each([
    ['its code ends the wait after a replaced password', false],
    ['its code ends no wait once staff have freed the phone', true],
  ])('%s', async (_, isFreed) => {
    const { phone, session } = await afterLosingBoth(true)
    expect((await requestCode(world.ports, session, { password })).outcome).toBe('requested')
    const code = world.codeIn((await world.deliver(phone))[0])
    if (isFreed)
      await world.tables.knownPhones.free(hashPhone(keys, phone), world.clock(), noNotify)
    const { outcome } = await confirmCode(world.ports, session, code)
    expect(outcome).toBe(isFreed ? 'code-expired' : 'changed')
    expect('passwordRenewedAt' in world.item()).toBe(isFreed)
    const kind = world.notifications.messages.at(-1)?.news
    expect(kind).toBe(isFreed ? 'phone-set' : 'delay-lifted')
    expect(world.item().knownPhone?.liftedAt).toEqual(isFreed ? undefined : world.clock())
  })

  it('gets no code to end a wait before it counts', async () => {
    const { session } = await afterLosingBoth(false)
    const asked = await requestCode(world.ports, session, { password })
    expect(asked.outcome).toBe('phone-unknown')
  })

  it('ends no wait before it counts, even if it is registered once more', async () => {
    const { phone, session } = await afterLosingBoth(false)
    expect(await world.register(phone, session)).toBe('changed')
    expect(world.item()).toHaveProperty('passwordRenewedAt')
  })

  it.each([
    ['a first password', {}],
    ['a password that was replaced since', { passwordRenewedAt: now }],
  ])('counts only after the delay of an unknown one if it was set with %s', async (_, changes) => {
    const world = await aRegisteringVoter({
      ...{ unknownPhone: 'delay', unknownPhoneDelayHours: 72 },
      ...{ phoneSettlesHours: 1, bothLostHours: 24 },
    })
    const { voter, clock, tables } = world
    tables.alter.voter(voter.voterId, { passwordSetAt: clock() })
    for (const unknownPhone of ['allow', 'delay'] as const) {
      world.rule({ unknownPhone })
      await world.register(aPhone())
      const settlesAt = secondsLater(clock(), (unknownPhone === 'allow' ? 1 : 72) * hour)
      expect(world.item().knownPhone).toMatchObject({ settlesAt })
    }
    tables.alter.voter(voter.voterId, { passwordSetAt: clock(), ...changes })
    expect(settledPhone(world.item(), secondsLater(clock(), 72 * hour - 1))).toBeUndefined()
  })

  it('counts only a day after the wait if it was set after a replaced password', async () => {
    world.tables.alter.voter(world.voter.voterId, { passwordRenewedAt: world.clock() })
    await world.register(aPhone())
    expect(world.item().knownPhone?.settlesAt).toEqual(secondsLater(world.clock(), 48 * hour))
  })
})
