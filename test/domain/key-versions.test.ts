import { describe, expect, it, test } from 'vitest'
import { identityLimit } from '../../functions/request-reissue/identity-limit.ts'
import { limitedCounter } from '../../shared/domain/account/attempts.ts'
import { hashAnswer, newCaptchaId } from '../../shared/domain/account/captcha.ts'
import { changedRing, type RingChange } from '../../shared/domain/account/key-rotation.ts'
import {
  deviceCookie,
  knownDeviceId,
  newDevice,
} from '../../shared/domain/account/known-browser.ts'
import { isMailedCode, mailedCode } from '../../shared/domain/account/mailed-code.ts'
import { hashLinkToken, linkToken } from '../../shared/domain/account/password-link.ts'
import { isPhoneLink, phoneLink } from '../../shared/domain/account/phone-code.ts'
import { phoneProofOf } from '../../shared/domain/account/phone-registration.ts'
import { isSessionsProof, sessionsLink } from '../../shared/domain/account/sessions-link.ts'
import { signCookie, verifyCookie } from '../../shared/domain/account/signed-cookie.ts'
import { deriveCookieKeys, type KeyRing } from '../../shared/domain/keys.ts'
import { cancelToken, isCancelToken } from '../../shared/domain/reissue/cancellations.ts'
import { enrol } from '../../shared/domain/roll/enrolment.ts'
import { noticeIdentifier } from '../../shared/domain/roll/notice.ts'
import { hashPhone } from '../../shared/domain/sms/sealed-phone.ts'
import {
  deriveIdentifier,
  hashIdentifier,
  holdsIdentifier,
} from '../../shared/domain/voter/identifier-derivation.ts'
import { hashIdentity, personIdOf, voterIdOf } from '../../shared/domain/voter/voter.ts'
import { keysFrom, now, phone, voterId } from '../builders/values.ts'
import { aRollEntry } from '../builders/voters.ts'

const first = 'the first secret, which serves in tests only'
const second = 'the second secret, which serves in tests only'

function changed(ring: KeyRing, change: RingChange, added = second): KeyRing {
  const [identifiers, identities] = (['identifierKeys', 'identityKeys'] as const).map((name) => {
    const made = changedRing(name, ring, change, now, added)
    if (!made) throw new Error(`Nothing to ${change.change}`)
    return made
  }) as [KeyRing, KeyRing]
  return { ...identifiers, fixed: { ...identifiers.fixed, ...identities.fixed } }
}

const rings = (() => {
  const before = { current: first }
  const added = changed(before, { change: 'add' })
  const used = changed(added, { change: 'use' })
  return { before, added, used, retired: changed(used, { change: 'retire' }) }
})()
const before = keysFrom(rings.before)
const added = keysFrom(rings.added)
const used = keysFrom(rings.used)
const retired = keysFrom(rings.retired)

const owner = { voterId, sessionEpoch: 2 }

test('a version that was added makes nothing yet: functions that do not know it accept all that is made', () => {
  expect(cancelToken(added, 'reissue-1')).toBe(cancelToken(before, 'reissue-1'))
  expect(mailedCode(added, owner, now)).toBe(mailedCode(before, owner, now))
  expect(deriveIdentifier(added, voterId, 'notice')).toBe(
    deriveIdentifier(before, voterId, 'notice'),
  )
})

test('a version that is used by some functions is understood by those that do not use it yet', () => {
  expect(isCancelToken(added, 'reissue-1', cancelToken(used, 'reissue-1'))).toBe(true)
  expect(knownDeviceId(added, owner, newDevice(used, owner).cookie)).toBeDefined()
  const captchaId = newCaptchaId(used)
  expect(hashAnswer(added, captchaId, '1234')).toBe(hashAnswer(used, captchaId, '1234'))
})

describe.each([
  ['in use', used, true],
  ['whose former one was retired', retired, false],
])('with a version %s', (_, keys, isAccepted) => {
  it(`the link that cancels is ${isAccepted ? 'good' : 'dead'}`, () => {
    const token = cancelToken(before, 'reissue-1')
    expect(isCancelToken(keys, 'reissue-1', token)).toBe(isAccepted)
    expect(isCancelToken(keys, 'reissue-2', token)).toBe(false)
  })

  it(`the link that ends sessions is ${isAccepted ? 'good' : 'dead'}`, () => {
    const proof = sessionsLink('', before, owner).split('.').at(-1) ?? ''
    expect(isSessionsProof(keys, owner, proof)).toBe(isAccepted)
    expect(isSessionsProof(keys, { ...owner, sessionEpoch: 3 }, proof)).toBe(false)
  })

  it(`the code by e-mail is ${isAccepted ? 'good' : 'dead'}`, () => {
    expect(isMailedCode(keys, owner, mailedCode(before, owner, now), now)).toBe(isAccepted)
    expect(isMailedCode(keys, owner, mailedCode(keys, owner, now), now)).toBe(true)
  })

  it(`a captcha that was drawn before is ${isAccepted ? 'right' : 'wrong'}`, () => {
    const captchaId = newCaptchaId(before)
    const stored = hashAnswer(before, captchaId, '0042')
    expect(hashAnswer(keys, captchaId, '0042') === stored).toBe(isAccepted)
  })

  it(`a browser that was known is ${isAccepted ? 'known, and gets a cookie of the new one' : 'a stranger'}`, () => {
    const { deviceId, cookie } = newDevice(before, owner)
    expect(knownDeviceId(keys, owner, cookie)).toBe(isAccepted ? deviceId : undefined)
    const renewed = deviceCookie(used, owner, deviceId)
    expect(renewed).not.toBe(cookie)
    expect(knownDeviceId(keys, owner, renewed)).toBe(deviceId)
    expect(deviceCookie(before, owner, deviceId)).toBe(cookie)
  })

  it(`a message that mailed a link before mails ${isAccepted ? 'the same' : 'another'} again`, () => {
    const token = linkToken(before, voterId, 'message-1')
    const again = linkToken(keys, voterId, 'message-1', hashLinkToken(token))
    expect(again === token).toBe(isAccepted)
    const other = linkToken(keys, voterId, 'message-2')
    expect(linkToken(used, voterId, 'message-2')).not.toBe(linkToken(before, voterId, 'message-2'))
    expect(linkToken(keys, voterId, 'message-2', hashLinkToken(token))).toBe(other)
    expect(linkToken(keys, voterId, 'message-2', 'of no link')).toBe(other)
  })

  it(`the identifier of a former version ${isAccepted ? 'can be computed' : 'cannot be computed any more'}`, () => {
    const [{ id }] = before.identifier
    const again = () => deriveIdentifier(keys, voterId, 'reissue-1', id)
    if (isAccepted) expect(again()).toBe(deriveIdentifier(before, voterId, 'reissue-1'))
    else expect(again).toThrow('was retired')
    expect(deriveIdentifier(keys, voterId, 'reissue-1')).not.toBe(
      deriveIdentifier(before, voterId, 'reissue-1'),
    )
  })

  it('names in the tables stay the same, and so do identities', () => {
    const identity = { numen: '06E9712345ABC', birthDate: '1975-03-27' }
    expect(voterIdOf(keys, 'a@b.example')).toBe(voterIdOf(before, 'a@b.example'))
    expect(personIdOf(keys, identity.numen)).toBe(personIdOf(before, identity.numen))
    expect(hashIdentity(keys, voterId, identity)).toBe(hashIdentity(before, voterId, identity))
    expect(hashPhone(keys, phone)).toBe(hashPhone(before, phone))
  })

  it('the link that undoes a change of phone stays valid', () => {
    const phoneDetails = { phone, maskedPhone: '', territory: 'FR' }
    const known = phoneProofOf(before, voterId, phoneDetails, 'proof-1', now)
    const former = { ...known, setAt: now, settlesAt: now, changedAt: now, endsAt: now }
    const [, token = ''] = phoneLink('', before, voterId, former).split(voterId)
    expect(isPhoneLink(keys, voterId, former, token)).toBe(true)
  })
})

const { voter, identifier } = enrol(before, aRollEntry())
const holds = (keys: typeof before) => holdsIdentifier(keys, voter, identifier)

test('the identifier of a notice is valid under every later version, while some voter has one of its version', () => {
  const [{ id }] = before['identifier-hash']
  const kept = keysFrom(changed(rings.used, { change: 'retire', usedIds: [id] }))
  expect([holds(before), holds(added), holds(used), holds(kept)]).toEqual([true, true, true, true])
  expect(holds(retired)).toBe(false)
  expect(() => hashIdentifier(retired, voter.voterId, identifier, id)).toThrow('was retired')
  expect(() => noticeIdentifier(kept, voter, id)).toThrow('was retired')
})

test('an identifier is not valid under another version than its own', () => {
  const [{ id }] = used['identifier-hash']
  const [, hash] = voter.identifierHash.split('.')
  expect(holdsIdentifier(used, { ...voter, identifierHash: `${id}.${hash}` }, identifier)).toBe(
    false,
  )
})

test('an identifier that is two rotations old is checked as long as it stands', () => {
  const third = 'the third secret, which serves in tests only'
  const usedIds = [first, second].map((secret) => keysFrom(secret).identifier[0].id)
  const once = changed(rings.used, { change: 'retire', usedIds })
  const again = changed(changed(once, { change: 'add' }, third), { change: 'use' })
  const twice = changed(again, { change: 'retire', usedIds })
  expect(holds(keysFrom(twice))).toBe(true)
  expect(hashPhone(keysFrom(twice), phone)).toBe(hashPhone(before, phone))
  expect(Object.keys(twice.identifierHashes ?? {}).sort()).toEqual(usedIds.sort())
  expect(JSON.stringify(twice)).not.toContain(first)
  expect(JSON.stringify(twice)).not.toContain(second)
})

it('counters of attempts begin anew with another version, once', () => {
  const counter = (keys: typeof before) => limitedCounter(keys, identityLimit, [voterId], now)
  expect(counter(added)).toEqual(counter(before))
  expect(counter(used)).not.toEqual(counter(before))
  expect(counter(retired)).toEqual(counter(used))
})

it('the cookie of a session opens with the key of each token that is accepted', () => {
  const cookie = signCookie(deriveCookieKeys([first]), '__Host-session', 'value')
  const open = (...tokens: [string, ...string[]]) =>
    verifyCookie(deriveCookieKeys(tokens), '__Host-session', cookie)
  expect([open(first, second), open(second, first)]).toEqual(['value', 'value'])
  expect(open(second)).toBeUndefined()
  for (const other of [undefined, '', ` ${cookie}`, `a${cookie}`, `${cookie}a`, `${cookie}\n`]) {
    expect(verifyCookie(deriveCookieKeys([first]), '__Host-session', other)).toBeUndefined()
  }
  expect(signCookie(deriveCookieKeys([second, first]), '__Host-session', 'value')).not.toBe(cookie)
})

it('the id of a captcha is a UUID whatever the version', () => {
  for (const keys of [before, used]) {
    expect(newCaptchaId(keys)).toMatch(
      /^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/,
    )
  }
  expect(newCaptchaId(used)).not.toBe(newCaptchaId(used))
})
