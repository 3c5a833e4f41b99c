import { expect, test } from 'vitest'
import { type Reissue, reissueStates } from '../../shared/domain/reissue/reissue.ts'
import { smsFailures } from '../../shared/domain/sms/sms-delivery.ts'
import { explainVoter } from '../../shared/domain/staff/explain-voter.ts'
import type { MailFailureReason, Voter } from '../../shared/domain/voter/voter.ts'
import { mailFailureTexts } from '../../shared/texts/mail/mail-failures.ts'
import { aReissue, aVoter, clocksAt, minutes, now } from '../builders/values.ts'
import { election } from '../builders/voters.ts'

const reissueId = '0b0e7d04-6f0b-4a53-9a5a-2f6f7d1f7c11'
const messageId = '1077257a-92f3-5ca3-bc97-6a915b310625'
const tokenHash = 'h4sh-of-the-t0ken-of-the-link-aaaaaaaaaaaaa'

const voter = aVoter({
  firstName: 'Clémentine',
  lastName: 'Dubreuil',
  email: 'clementine.dubreuil@academie.example',
  passwordHash: '$argon2id$v=19$m=8,t=1,p=1$c2FsdA$aGFzaA',
  identityHash: 'id3ntity-hash',
  identifierHash: 'k1.id3ntifier-hash',
  formerIdentifierHash: 'k1.f0rmer-hash',
  formerEmail: 'c.dubreuil@academie.example',
  latestReissueId: reissueId,
  passwordSetAt: minutes(-9),
})

const circumstances: Partial<Reissue>[] = [
  {},
  ...smsFailures.map((failure) => ({ failure })),
  { failure: 'service-limit', restored: true },
  { withdrawn: true },
  { withdrawn: true, disownedAt: minutes(2) },
  { heldOn: 'limit' },
  { heldOn: '2026-11-25' },
  { usedAt: minutes(9), notReceivedAt: minutes(8) },
  { confirmedAt: minutes(1), mailDueAt: minutes(2) },
  { bouncedAt: minutes(1), mailDueAt: minutes(2) },
  { takenOver: true, territory: 'ZZ' },
]

const standings: Partial<Voter>[] = [
  {},
  { reissueCount: 3 },
  { smsCount: 100 },
  { passwordChangeRequired: true },
  { passwordRenewedAt: now },
  { identifierReissueId: reissueId },
  { noticeReturnedAt: now },
  ...(Object.keys(mailFailureTexts) as MailFailureReason[]).map((why) => ({
    mailFailure: { addressId: voter.voterId, why, at: now, final: true as const },
  })),
]

function requestsInEveryState(): Reissue[] {
  return reissueStates.flatMap((state) =>
    [[state], ['sending', 'sent', state] as const].flatMap((ways) =>
      circumstances.map((changes) => {
        const states = ['accepted' as const, ...ways]
        const history = states.map((state, index) => ({ state, at: minutes(index) }))
        return aReissue({ reissueId, messageId, ...changes, state, history })
      }),
    ),
  )
}

async function linesOf(reissue: Reissue, changes: Partial<Voter>): Promise<string[]> {
  const found = { ...voter, ...changes }
  const newest = { tokenHash, expiresAt: minutes(120) }
  const link = { newest, requestedAt: now, issuedAt: [now], mailed: true, version: 1 }
  const { requestSections, voterSections } = await explainVoter(
    {
      reissues: { find: async () => reissue },
      reissuesOfVoter: { idsOf: async () => [reissueId] },
      passwordLinks: { find: async (voterId) => ({ ...link, voterId }) },
      election,
      ...clocksAt(minutes(30)),
    },
    found,
  )
  return [...requestSections, ...voterSections].flatMap(({ heading, lines }) => [heading, ...lines])
}

const { phoneHash, sealedPhone, phoneEnding } = aReissue()
const secrets = [
  ...Object.values(voter).filter((value) => typeof value === 'string'),
  ...['Clémentine', 'Dubreuil', 'dubreuil', reissueId, messageId, tokenHash, '@'],
  ...[phoneHash, sealedPhone, phoneEnding, '612345678', '6 12 34'].map(String),
]

function expectNoSecret(lines: string[]): void {
  const text = lines.join('\n')
  expect(secrets.filter((secret) => text.includes(secret))).toEqual([])
  // Every identifier, hash, token or code matches one of these; a year does not.
  expect(text).not.toMatch(/\d{5}|[\w-]{22}|B5|\d\s?\d{2}\s?\d{2}\s?\d{2}/)
  expect(text).not.toMatch(/undefined|null|NaN|Invalid|\[object/)
}

test('an explanation for staff holds no secret, names nobody, is made of sentences and sends nobody to the helpdesk, whatever the state', async () => {
  let count = 0
  for (const reissue of requestsInEveryState())
    for (const changes of standings) {
      const lines = await linesOf(reissue, changes)
      expectNoSecret(lines)
      for (const line of lines) {
        expect(line).toMatch(/[.:]$/)
        expect(line).not.toMatch(/assistance/i)
      }
      count++
    }
  expect(count).toBe(reissueStates.length * 2 * circumstances.length * standings.length)
})
