// A changed value strands a running election: printed notices, mailed links and set cookies would no longer match.
// The values were computed once; a change needs a migration, not another value here.
import { expect, it } from 'vitest'
import { identityLimit } from '../../functions/request-reissue/identity-limit.ts'
import { limitedCounter } from '../../shared/domain/account/attempts.ts'
import { hashAnswer, signInOwner } from '../../shared/domain/account/captcha.ts'
import { unsealCode } from '../../shared/domain/account/captcha-sound.ts'
import { knownDeviceId } from '../../shared/domain/account/known-browser.ts'
import { mailedCode, mailedCodeMailLimit } from '../../shared/domain/account/mailed-code.ts'
import { verifyPassword } from '../../shared/domain/account/password.ts'
import { linkToken, passwordLink, readLink } from '../../shared/domain/account/password-link.ts'
import { readSessionCookie } from '../../shared/domain/account/session.ts'
import {
  isSessionsProof,
  readSessionsLink,
  sessionsLink,
} from '../../shared/domain/account/sessions-link.ts'
import {
  accountLimit,
  boothCaptchaLimit,
  deviceLimit,
  mailedCodeLimit,
  networkCaptchaLimit,
  networkLimit,
  newDeviceLimit,
  pairLimit,
  spaceCaptchaLimit,
  spacePairCaptchaLimit,
} from '../../shared/domain/account/sign-in-limits.ts'
import { signCookie } from '../../shared/domain/account/signed-cookie.ts'
import { deriveCookieKeys, keyedHash, type Purpose } from '../../shared/domain/keys.ts'
import { cancelLink, isCancelToken } from '../../shared/domain/reissue/cancellations.ts'
import { enrol } from '../../shared/domain/roll/enrolment.ts'
import type { Phone } from '../../shared/domain/sms/phone.ts'
import { hashPhone, unsealPhone } from '../../shared/domain/sms/sealed-phone.ts'
import type { Identifier } from '../../shared/domain/voter/identifier.ts'
import {
  deriveIdentifier,
  hashIdentifier,
} from '../../shared/domain/voter/identifier-derivation.ts'
import { hashIdentity, voterIdOf } from '../../shared/domain/voter/voter.ts'
import { bothClocks, currentKey, keysFrom } from '../builders/values.ts'
import releasedKeys from './released-keys.json' with { type: 'json' }

const keys = keysFrom('golden values hold for this master secret')
const voterId = 'hhlTrFZr21360KfSrQWo9F'
const reissueId = '0f8e6a52-3c1b-4d7e-9a64-2b5f7c8d9e01'
const notice = 'B511K57ETY9P' as Identifier
const identity = { numen: '06E9712345ABC', birthDate: '1975-03-27' }
const identityHash = 'YQhwbNos2ZAOCxxsPiz95xZjzjW2Ra4_IsKrfw4Nd6I'
const identifierHash = '1J9d9sIa.P49jSH2Itxl1OuiDXN3LqHI1rc2lXcvv9RxLDbanjck'
const phone = '+33612345678' as Phone
const siteUrl = 'https://vote.example.org'
const owner = { voterId, sessionEpoch: 3 }
const sessionCookie = `${voterId}.3.K0qaUS0_CLtbp9_4SKnrC4XFlMYb2P3b5_OD0xA9cFg`
const cancelToken = 'pGQTB82IFpRJJ7DmEpV2p3rsIx8AYVto4A2lK6dFFG0'
const sessionsProof = 'AyKyfnrnezRt9Oa9ZzMCZeSznohjZHnfUBegm82ha1A'
const passwordToken = 'BSjLC_dLI7KBHS3wv4_7IVErrdfctcX_jRl0m_rcHCk'

const derived: Record<Purpose, string> = releasedKeys

it.each(Object.entries(derived) as [Purpose, string][])(
  'the key for "%s" is this one',
  (purpose, hash) => {
    expect(keyedHash(currentKey(keys[purpose]), 'golden')).toBe(hash)
  },
)

it('what is derived is what a running election stored, printed and mailed', () => {
  const sessionKey = deriveCookieKeys(['golden values hold for this origin token'])
  expect({
    framedParts: keyedHash(keys.identity, 'a "quoted" part', 'é'),
    voterId: voterIdOf(keys, 'Zoé.Martin@Academie.example'),
    voterIdInAnyForm: voterIdOf(keys, ' zoe\u0301.martin@academie.example '),
    noticeIdentifier: deriveIdentifier(keys, voterId, 'notice'),
    reissuedIdentifier: deriveIdentifier(keys, voterId, reissueId),
    identityHash: hashIdentity(keys, voterId, identity),
    identifierHash: hashIdentifier(keys, voterId, notice),
    phoneHash: hashPhone(keys, phone),
    codeHash: hashAnswer(keys, reissueId, '0042'),
    codeOwner: signInOwner,
    sessionCookie: signCookie(sessionKey, '__Host-session', sessionCookie),
    mailedCode: mailedCode(keys, owner, bothClocks('2026-11-25T09:00:00.000Z')),
    cancelLink: cancelLink(siteUrl, keys, reissueId),
    sessionsLink: sessionsLink(siteUrl, keys, owner),
    passwordToken: linkToken(keys, voterId, reissueId),
    passwordLink: passwordLink(siteUrl, voterId, passwordToken),
  }).toEqual({
    framedParts: 'c8JeY7KViXyzDVUkanyw2Miin5rgRAHPKP_NDYPzUJk',
    voterId,
    voterIdInAnyForm: voterId,
    noticeIdentifier: notice,
    reissuedIdentifier: 'B56C895RSFDS',
    identityHash,
    identifierHash,
    phoneHash: 'G2jUjpP992x1gTFBvIJ9uKhY9QExxGMVDBREEQEu9oc',
    codeHash: 'AMTAdWbgUNqchKxJRbNLCZXQGZxOJBxjzS1dJPIs3XI',
    codeOwner: 'sign-in',
    sessionCookie: `${sessionCookie}.1rIeYUwiqs2_Iu_yFHRFc2_OnKk_gufU75COPUkzeREY`,
    mailedCode: '297828612105',
    cancelLink: `${siteUrl}/annuler/#${reissueId}.${cancelToken}`,
    sessionsLink: `${siteUrl}/deconnecter/#${voterId}.${sessionsProof}`,
    passwordToken,
    passwordLink: `${siteUrl}/mot-de-passe/#${voterId}.${passwordToken}`,
  })
})

it('what a running election stored, printed and mailed is read', () => {
  const sealedCode = '1J9d9sIa.zBr0kAbxYiRM1Xu9jy0B9VKLJexQstychDYrP0LuZRkquo1o1YW76BnZAoAh'
  const sealedPhone = '1J9d9sIa.qTrDsK5LFlL8LidW_ARje855YV1kuyCwUAFsM6qkPQdzO94BkSoYBw'
  const deviceCookie = 'DRwVNdBAY8QVE4BCtDVDIw.zIyYRD_LtAHr285lkPQ9Z236pM8xAmSmm6v1VZ-n8eE'
  expect({
    phone: unsealPhone(keys, { reissueId, sealedPhone }),
    code: unsealCode(keys, sealedCode, bothClocks('2026-11-25T09:09:59.999Z')),
    expiredCode: unsealCode(keys, sealedCode, bothClocks('2026-11-25T09:10:00Z')),
    device: knownDeviceId(keys, owner, deviceCookie),
    session: readSessionCookie(sessionCookie),
    cancels: isCancelToken(keys, reissueId, cancelToken),
    sessions: readSessionsLink(`${voterId}.${sessionsProof}`),
    endsSessions: isSessionsProof(keys, owner, sessionsProof),
    password: readLink(`${voterId}.${passwordToken}`),
  }).toEqual({
    phone,
    code: '0042',
    expiredCode: undefined,
    device: 'DRwVNdBAY8QVE4BCtDVDIw',
    session: { voterId, epoch: 3, tokenHash: 'LRpMAVCDXVIP8HpquNncLKz3-Z8g6X1x9h7QoomwAUg' },
    cancels: true,
    sessions: { voterId, proof: sessionsProof },
    endsSessions: true,
    password: { voterId, tokenHash: 'X77B7vi9eL_VEUz-QMc_JtfPA2bjUoMYBSgyQ6T7pCI' },
  })
})

it('an enrolled voter is this one', () => {
  const entry = { ...identity, firstName: 'Zoé', lastName: 'Martin', ballots: ['csa'] }
  const email = 'Zoé.Martin@Academie.example'
  expect(enrol(keys, { ...entry, email } as Parameters<typeof enrol>[1])).toEqual({
    identifier: notice,
    voter: {
      voterId,
      email: 'zoé.martin@academie.example',
      firstName: 'Zoé',
      lastName: 'Martin',
      ballots: ['csa'],
      identityHash,
      personId: 'DesMkKZ5AXfDL3aIdYuOCW',
      identifierHash,
      reissueCount: 0,
      sessionEpoch: 0,
    },
  })
})

it('a stored password of this form lets its voter in', async () => {
  const stored =
    '$argon2id$v=19$m=19456,t=2,p=1$7uorRwBKytIvXtF3HNKbAQ$tEX1DAdFW3tmF8VQ1xWoegpLwp9qKvbK8ddsnGpBnZk'
  expect(await verifyPassword('Zoé aime les 3 chats', stored)).toBe(true)
})

const midnight = '2026-11-26T00:00:00.000Z'
const quarter = '2026-11-25T09:15:00.000Z'

it.each([
  [accountLimit, 'uSzM37PrMuIhqzxdi1z5O2DGfutBpOUnptiu2mfAwbo', quarter],
  [boothCaptchaLimit, 'GAyP1RovyhAFgCOWZ5CJPep5I2GZj5b3NjS0fG14Suo', midnight],
  [deviceLimit, 'p9IDdWGqc4ard6XpXnLoBdOOTFhOjHj8DUsuAJBUxts', midnight],
  [identityLimit, 'JxOYN5EbVHfP4glWj0Mkc3DEjTHl6TTOB0s79S-xSoQ', midnight],
  [mailedCodeMailLimit, 'aqbquYzKjjgCKr-a1jzkBykTv_n5QHd5v-eZKGe9D1Q', midnight],
  [mailedCodeLimit, 'VrDz1dMc_M2Nji3qktIdqF15i7ZGIEmvuNKf-7UdVFs', midnight],
  [networkCaptchaLimit, '3DaVAswqyTwCybWkt7Mun6j7D-BoTW-3vSma7qxXxZg', quarter],
  [networkLimit, 'Sdgke2NTS2mw9XpMWnrnFC-SSLDlmq90nUXHLhfbn_Y', quarter],
  [newDeviceLimit, 'lwQeCxVTbyMqv1H03n1_Im74Hc5Yg1qcWtrSqYW2acc', midnight],
  [spaceCaptchaLimit, 'tmV2qTyRlEH3u2k2sJ9jbmM82Eo_zQv43jdKpU5_qB8', midnight],
  [spacePairCaptchaLimit, 'GfDc-wDTcpeoQBnD_KfnGhk6ekl5VvpaW0ADglRrnrs', midnight],
  [pairLimit, 'EmkPOgyzFucvYbDLXt6wolrsQKQj8pBLi-aJGZpmkP0', midnight],
])('the counter of « $name » has this key, until its window ends', (limit, attemptKey, end) => {
  const now = bothClocks('2026-11-25T09:00:00.000Z')
  const subject = ['space', voterId, '198.51.100.7']
  const windowEndsAt = bothClocks(end)
  expect(limitedCounter(keys, limit, subject, now)).toEqual({ attemptKey, windowEndsAt, limit })
})
