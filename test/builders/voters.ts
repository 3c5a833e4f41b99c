import { argon2Sync, randomUUID } from 'node:crypto'
import electionFile from '../../election.json' with { type: 'json' }
import type { ReissueForm } from '../../functions/request-reissue/reissue-form.ts'
import { captchaMinutes, hashAnswer } from '../../shared/domain/account/captcha.ts'
import { phoneProofOf } from '../../shared/domain/account/phone-registration.ts'
import {
  newSpaceSession,
  readSessionCookie,
  type SessionClaim,
} from '../../shared/domain/account/session.ts'
import type { Election } from '../../shared/domain/election/election.ts'
import { parseElection } from '../../shared/domain/election/parse-election.ts'
import { electionDayOf } from '../../shared/domain/election-day.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { newReissue } from '../../shared/domain/reissue/new-reissue.ts'
import type { Reissue } from '../../shared/domain/reissue/reissue.ts'
import { enrol, type RollEntry } from '../../shared/domain/roll/enrolment.ts'
import { maskPhone, type Phone, territoryOf } from '../../shared/domain/sms/phone.ts'
import type { BirthDate, Numen } from '../../shared/domain/voter/identity.ts'
import type { Voter } from '../../shared/domain/voter/voter.ts'
import type { Tables } from '../fakes/in-memory-tables.ts'
import { type BothClocks, keys, now } from './values.ts'

/** At `now` reissue is open and the vote is not. Mails are unlimited by default. */
export const election: Election<BothClocks> = {
  ...(parseElection(electionFile) as Election<BothClocks>),
  mailsPerSecond: 1000,
  smsWaitsForMailMinutes: 0,
}
export const today = electionDayOf(now, election.timeZone)

export const password = 'Un mot de passe à la lettre'
export const passwordHash = hashedCheaply(password)

export const captchaCode = '9456'

export const siteUrl = 'https://vote.example.org'

export type SignedInVoter = Awaited<ReturnType<typeof aSignedInVoter>>

let voters = 0

function hashedCheaply(text: string): string {
  const nonce = Buffer.alloc(16, 'a salt')
  const cost = { memory: 8, passes: 1, parallelism: 1, tagLength: 32 }
  const tag = argon2Sync('argon2id', { message: text.normalize('NFC'), nonce, ...cost })
  const [salt, digest] = [nonce, tag].map((one) => one.toString('base64').replace(/=+$/, ''))
  return `$argon2id$v=19$m=8,t=1,p=1$${salt}$${digest}`
}

export function aRollEntry(changes: Partial<RollEntry> = {}): RollEntry {
  voters++
  return {
    email: `electeur-${voters}@academie.example`,
    firstName: 'Alice',
    lastName: 'Martin',
    numen: `06E${String(voters).padStart(7, '0')}ABC` as Numen,
    birthDate: '1975-03-27' as BirthDate,
    ballots: ['csa-ministeriel', 'cap-certifies'],
    ...changes,
  }
}

export async function aSignedInVoter(tables: Tables, changes: Partial<RollEntry> = {}) {
  const entry = aRollEntry(changes)
  const { voter, identifier } = enrol(keys, entry)
  const { voterId, email } = voter
  await tables.voters.enrol({ ...voter, passwordHash })
  const { numen, birthDate } = entry
  const opened = await openSession(tables, voter)
  return { voterId, email, identifier, ...opened, numen, birthDate }
}

export async function openSession(
  tables: Tables,
  voter: Pick<Voter, 'voterId' | 'sessionEpoch'>,
  at: ElectionInstant = now,
): Promise<{ cookie: string; session: SessionClaim }> {
  const { cookie, session } = newSpaceSession(voter, at)
  await tables.sessions.open(session)
  return { cookie, session: readSessionCookie(cookie) as SessionClaim }
}

export async function aForm(
  tables: Tables,
  { voterId, numen, birthDate }: SignedInVoter,
  changes: Partial<ReissueForm> = {},
  at: ElectionInstant = now,
): Promise<ReissueForm & { phone: Phone }> {
  const captcha = await aCaptcha(tables, voterId, at)
  const { phone = aPhone(), ...others } = changes
  return { phone, numen, birthDate, captcha, ...others }
}

export async function knowPhone(
  tables: Tables,
  voterId: string,
  phone: Phone,
  at: ElectionInstant,
): Promise<void> {
  const typed = { phone, maskedPhone: maskPhone(phone), territory: territoryOf(phone) }
  const { proofId: _, expiresAt: __, ...known } = phoneProofOf(keys, voterId, typed, 'proof', at)
  const voter = (await tables.voters.find(voterId)) as Voter
  await tables.knownPhones.change(voter, { knownPhone: { ...known, setAt: at, settlesAt: at } }, at)
}

export async function aCaptcha(
  tables: Tables,
  owner: string,
  at: ElectionInstant = now,
): Promise<{ id: string; code: string }> {
  const id = randomUUID()
  await tables.captchas.store({
    captchaId: id,
    voterId: owner,
    codeHash: hashAnswer(keys, id, captchaCode),
    expiresAt: secondsLater(at, captchaMinutes * 60),
  })
  return { id, code: captchaCode }
}

let phones = 0

export function aPhone(): Phone {
  phones++
  return `+336${String(12_000_000 + phones)}` as Phone
}

export function aPhoneOfReunion(): Phone {
  phones++
  return `+2626${String(92_000_000 + phones)}` as Phone
}

export const expectedSeconds = election.smsDelaySeconds + 60

export function anAcceptedReissue(
  { voterId }: { voterId: string },
  changes: { phone?: Phone; at?: ElectionInstant; reissueId?: string } = {},
): Reissue {
  return newReissue(keys, {
    reissueId: changes.reissueId ?? randomUUID(),
    voterId,
    phone: changes.phone ?? aPhone(),
    expectedAt: secondsLater(changes.at ?? now, expectedSeconds),
    now: changes.at ?? now,
  })
}
