import { describe, expect, it } from 'vitest'
import { mailNotification } from '../../functions/mail-voters/mail-account-notification.ts'
import {
  confirmCode,
  removePhone,
  requestCode,
  undoPhoneChange,
} from '../../functions/register-phone/register-phone.ts'
import type { AccountNotification } from '../../shared/domain/account/account-notifications.ts'
import type { FormerPhone } from '../../shared/domain/account/known-phone.ts'
import { phoneLink } from '../../shared/domain/account/phone-code.ts'
import { boundPhoneHashes } from '../../shared/domain/account/phone-registration.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { hashPhone } from '../../shared/domain/sms/sealed-phone.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { aRegisteringVoter } from '../builders/registering-voter.ts'
import { keys, noNotify } from '../builders/values.ts'
import { aPhone, aSignedInVoter, openSession, password, siteUrl } from '../builders/voters.ts'
import { intercept } from '../fakes/interception.ts'
import { plain } from '../texts/plain.ts'

const hour = 3600

const world = await forEachTest(aRegisteringVoter)

describe('a phone that is replaced or removed', () => {
  it('is changed with the password only, and the new one begins its own wait', async () => {
    const [first, second] = [aPhone(), aPhone()]
    await world.register(first)
    world.clock.advance(25 * hour)
    const session = await world.claim()
    expect(await world.register(second, session, 'another')).toBe('wrong-credentials')
    expect(await world.register(second, session)).toBe('changed')
    expect(world.item().knownPhone?.settlesAt).toEqual(secondsLater(world.clock(), 24 * hour))
    const bound = [second, first].map((phone) => hashPhone(keys, phone))
    expect(boundPhoneHashes(world.item())).toEqual(bound)
  })

  it.each(['replaced', 'removed', 'replaced twice'])(
    'gets a link that undoes the change when it is %s, and ends all sessions',
    async (how) => {
      const [first, second, third] = [aPhone(), aPhone(), aPhone()]
      await world.know(first)
      const { ports, voter, clock } = world
      if (how === 'removed') await removePhone(ports, voter.session, password)
      else await world.register(second)
      const texts = await world.deliver(first)
      clock.advance(60)
      if (how === 'replaced twice') await world.register(third)
      const token = /#([\w-]{38})$/.exec(texts[0] ?? '')?.[1] ?? ''
      const changed = token.replace(/.$/, (last) => (last === 'x' ? 'y' : 'x'))
      for (const wrong of [changed, token.slice(1)])
        expect((await undoPhoneChange(ports, wrong)).outcome).toBe('unknown-link')
      expect((await undoPhoneChange(ports, token)).outcome).toBe('changed')
      expect(world.item()).toMatchObject({ passwordChangeRequired: true, sessionEpoch: 1 })
      expect(world.item().knownPhone?.maskedPhone.slice(-2)).toBe(first.slice(-2))
      expect((await undoPhoneChange(ports, token)).outcome).toBe('unknown-link')
    },
  )

  it('can no longer undo the change once the new phone counts', async () => {
    const [first, second] = [aPhone(), aPhone()]
    await world.know(first)
    await world.register(second)
    const [text] = await world.deliver(first)
    world.clock.advance(24 * hour)
    const token = text?.split('#')[1] ?? ''
    expect((await undoPhoneChange(world.ports, token)).outcome).toBe('unknown-link')
  })

  it('has nothing to undo once it is registered again', async () => {
    const phone = aPhone()
    await world.know(phone)
    await world.register(aPhone())
    expect(await world.register(phone)).toBe('changed')
    expect(world.item()).not.toHaveProperty('formerPhone')
  })

  it('gets no link if it never counted, since a stolen session may have registered it', async () => {
    const [thiefs, owners] = [aPhone(), aPhone()]
    await world.register(thiefs)
    await world.register(owners)
    expect(await world.deliver(thiefs)).toEqual([expect.stringMatching(/^Votre code/)])
    const { formerPhone } = world.item()
    const link = phoneLink(siteUrl, keys, world.voter.voterId, formerPhone as FormerPhone)
    const [, token = ''] = link.split('#')
    expect((await undoPhoneChange(world.ports, token)).outcome).toBe('unknown-link')
  })

  it('cannot be replaced by a code that was requested before it was set', async () => {
    const { ports, voter, tables } = world
    const phone = aPhone()
    const sessions = intercept(tables.sessions, async (call) => {
      const found = await call.run()
      await world.know(phone)
      return found
    })
    const voters = { find: async () => structuredClone(before) }
    const before = world.item()
    const form = { phone: aPhone(), password }
    const asked = await requestCode({ ...ports, sessions, voters }, voter.session, form)
    expect(asked.outcome).toBe('unavailable')
    expect(world.item().knownPhone?.phoneHash).toBe(hashPhone(keys, phone))
    expect(world.item()).not.toHaveProperty('phoneProof')
  })

  it('is removed at the next attempt if something else changed meanwhile', async () => {
    await world.know(aPhone())
    const { ports, voter, item } = world
    const change = async () => 'changed-meanwhile' as const
    const knownPhones = { ...world.tables.knownPhones, change }
    const { outcome } = await removePhone({ ...ports, knownPhones }, voter.session, password)
    expect(outcome).toBe('unavailable')
    expect((await removePhone(ports, voter.session, password)).outcome).toBe('changed')
    expect(item()).not.toHaveProperty('knownPhone')
  })

  it.each(['removed', 'replaced twice'])(
    'serves nobody else until staff free it (%s)',
    async (how) => {
      const phone = aPhone()
      const { tables, clock } = world
      await world.know(phone)
      if (how === 'removed') await removePhone(world.ports, world.voter.session, password)
      else await world.register(aPhone())
      clock.advance(26 * hour)
      if (how !== 'removed') await world.register(aPhone(), await world.claim())
      const other = tables.look.voter((await aSignedInVoter(tables)).voterId)
      const ofOther = (await openSession(tables, other, clock())).session
      expect(await world.register(phone, ofOther)).toBe('phone-taken')
      await tables.knownPhones.free(hashPhone(keys, phone), clock(), noNotify)
      clock.advance(1)
      expect(await world.register(phone, ofOther)).toBe('changed')
    },
  )
})

describe('a phone that staff freed for somebody else', () => {
  it.each(['known', 'removed', 'replaced'])(
    'gets no SMS meant for the voter for whom it was %s',
    async (how) => {
      const [freed, next] = [aPhone(), aPhone()]
      const { tables, ports, voter, clock, item, messages } = world
      await world.know(freed)
      if (how === 'removed') await removePhone(ports, voter.session, password)
      if (how === 'replaced') await world.register(next)
      messages.splice(0)
      await tables.knownPhones.free(hashPhone(keys, freed), clock(), noNotify)
      const ending = how === 'replaced' ? next.slice(-2) : undefined
      expect(item().knownPhone?.maskedPhone.slice(-2)).toBe(ending)
      clock.advance(1)
      if (how === 'known') expect(await world.register(next)).toBe('changed')
      const { voterId } = voter
      const { reissueId: id } = await world.requestAccepted({ phone: aPhone() })
      messages.push(
        { voterId, sms: 'phone-changed' },
        { voterId, sms: 'other-phone-requested', id },
      )
      expect(await world.deliver(freed)).toEqual([])
    },
  )

  it.each([
    ['no other', /SMS/, false],
    ['an earlier phone that can undo the change', /contient un lien pour annuler/, true],
  ])('is reported by e-mail to the voter who loses it and has %s', async (_, sms, isUndoable) => {
    const freed = aPhone()
    if (isUndoable) await world.know(aPhone())
    world.clock.advance(1)
    await world.register(freed)
    world.clock.advance(1)
    const at = world.clock()
    await world.tables.knownPhones.free(hashPhone(keys, freed), at, async (voterId) => {
      world.notifications.messages.splice(0, 9, { news: 'phone-removed', voterId, at })
    })
    const [notification] = world.notifications.messages
    const mailed = await mailNotification(world.ports, notification as AccountNotification, 1)
    expect(mailed).toBe('mailed')
    const text = plain(world.mailer.mails.at(-1)?.text ?? '')
    expect(text).toContain('retiré de votre espace électeur')
    expect(sms.test(text)).toBe(isUndoable)
  })

  it('is not freed half if its voter registers it again meanwhile', async () => {
    const phone = aPhone()
    await world.know(phone)
    for (const next of [aPhone(), aPhone()]) {
      await world.register(next, await world.claim())
      world.clock.advance(25 * hour)
    }
    const session = await world.claim()
    let isFirst = true
    const through = world.tables.through(async ({ name }, run) => {
      if (name === 'TransactWriteCommand' && isFirst) {
        isFirst = false
        expect(await world.register(phone, session)).toBe('changed')
      }
      return run()
    })
    await through.knownPhones.free(hashPhone(keys, phone), world.clock(), noNotify)
    expect(world.item()).not.toHaveProperty('knownPhone')
  })

  it('is reported once if its voter changes meanwhile, whose other code stays valid', async () => {
    const { ports, tables, voter, codeIn } = world
    const [freed, next] = [aPhone(), aPhone()]
    await world.know(freed)
    let isFirst = true
    const through = tables.through(async ({ name }, run) => {
      if (name === 'TransactWriteCommand' && isFirst) {
        isFirst = false
        await world.know(freed, secondsLater(world.clock(), -1))
        await requestCode(ports, voter.session, { phone: next, password })
      }
      return run()
    })
    const owners: string[] = []
    const notify = async (voterId: string) => void owners.push(voterId)
    await through.knownPhones.free(hashPhone(keys, freed), world.clock(), notify)
    expect([isFirst, owners]).toEqual([false, [voter.voterId]])
    const code = codeIn((await world.deliver(next))[0])
    expect((await confirmCode(ports, voter.session, code)).outcome).toBe('changed')
  })
})
