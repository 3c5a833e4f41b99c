import { randomUUID } from 'node:crypto'
import { identityLimit } from '../../functions/request-reissue/identity-limit.ts'
import type { AttemptCount } from '../../shared/domain/account/attempts.ts'
import type { Captcha } from '../../shared/domain/account/captcha.ts'
import type { Session, SpaceSession } from '../../shared/domain/account/session.ts'
import type {
  PhoneUse,
  PlainRefusal,
  Refusal,
  ReissueClaim,
  RuleName,
} from '../../shared/domain/reissue/reissue-rules.ts'
import type { KnownPhone, Voter } from '../../shared/domain/voter/voter.ts'
import { aReissue, aVoter, later, now } from './values.ts'

interface Items {
  session?: Session
  voter?: Voter
  attempts?: AttemptCount
  captcha?: Captcha
  phone?: PhoneUse
}

export interface Situation {
  claim: ReissueClaim
  items: Items
}

export interface Change {
  what: string
  to(situation: Situation): Items
}

interface Break extends Change {
  refusal: Refusal
}

const nextMillisecond = later(0.001)
const windowEndsAt = later(3600)
const bothLostHours = 24
const limits = { reissuesPerVoter: 3, reissuesPerPhone: 2, smsPerVoter: 5, smsPerPhone: 4 }

export type Deciding = 'admission' | 'acceptance' | 'acceptance-to-known'

export function aSituation(decision: Deciding): Situation {
  const [voterId, tokenHash, captchaId] = [randomUUID(), randomUUID(), randomUUID()]
  const reissue = aReissue({ reissueId: randomUUID(), voterId, phoneHash: randomUUID() })
  const codeHash = 'hash of the code'
  const toKnownPhone = decision === 'acceptance-to-known'
  const { phoneHash } = reissue
  return {
    claim: {
      session: { voterId, epoch: 1, tokenHash },
      identityHash: aVoter().identityHash,
      captcha: { captchaId, codeHash },
      identityAttempts: { attemptKey: randomUUID(), windowEndsAt, limit: identityLimit },
      limits,
      bothLostHours,
      ...(toKnownPhone && { toKnownPhone }),
      reissue,
      now,
    },
    items: {
      session: {
        kind: 'space',
        voterId,
        tokenHash,
        expiresAt: nextMillisecond,
        endsAt: nextMillisecond,
      },
      voter: aVoter({
        ...{ voterId, sessionEpoch: 1 },
        ...(toKnownPhone && { knownPhone: aKnownPhone(phoneHash) }),
      }),
      ...(toKnownPhone && { phone: { phoneHash, voterId, reissueCount: 1, knownTo: voterId } }),
      captcha: {
        captchaId,
        voterId,
        codeHash,
        expiresAt: nextMillisecond,
        ...(decision !== 'admission' && { reissueId: reissue.reissueId }),
      },
    },
  }
}

export function changed(situation: Situation, ...changes: Change[]): Situation {
  return changes.reduce(
    ({ claim, items }, { to }) => ({ claim, items: to({ claim, items }) }),
    situation,
  )
}

function aKnownPhone(phoneHash: string): KnownPhone {
  const [sealedPhone, maskedPhone] = ['sealed', '•• •• •• •• 78']
  return { phoneHash, sealedPhone, maskedPhone, territory: 'FR', setAt: now, settlesAt: now }
}

function session(what: string, change: (own: SpaceSession) => Session): Change {
  const to = ({ items }: Situation) => ({
    ...items,
    session: change(items.session as SpaceSession),
  })
  return { what, to }
}

function voter(what: string, changes: Partial<Voter>): Change {
  const to = ({ items }: Situation) => ({
    ...items,
    voter: { ...aVoter(), ...items.voter, ...changes },
  })
  return { what, to }
}

function captcha(what: string, changes: Partial<Captcha>): Change {
  const to = ({ items }: Situation) => ({
    ...items,
    captcha: { ...items.captcha, ...changes } as Captcha,
  })
  return { what, to }
}

function attempts(what: string, count: number, secondsAgo?: number): Change {
  const lastAt = secondsAgo === undefined ? {} : { lastAt: later(-secondsAgo) }
  return { what, to: ({ items }) => ({ ...items, attempts: { attempts: count, ...lastAt } }) }
}

function phone(what: string, changes: Partial<PhoneUse>): Change {
  const to = ({ claim, items }: Situation) => {
    const { phoneHash, voterId } = claim.reissue
    return { ...items, phone: { phoneHash, voterId, reissueCount: 1, ...items.phone, ...changes } }
  }
  return { what, to }
}

function without(part: keyof Items): Change {
  const to = ({ items }: Situation) => {
    const { [part]: absent, ...others } = items
    return others
  }
  return { what: `no ${part}`, to }
}

const renewed = (secondsAgo: number) => ({ passwordRenewedAt: later(-secondsAgo) })
const others = { voterId: 'another voter' }
const lostSeconds = bothLostHours * 3600

const because = (refusal: Refusal | PlainRefusal['outcome'], ...changes: Change[]): Break[] =>
  changes.map((change) => ({
    ...change,
    refusal: typeof refusal === 'string' ? { outcome: refusal } : refusal,
  }))

/** Each breaks exactly one rule, at its boundary if it has one; the first is the plainest. */
export const breaks: Record<RuleName, Break[]> = {
  sessionIsOpen: because(
    'unauthenticated',
    session('a session that has just ended', (own) => ({ ...own, expiresAt: now })),
    session("another voter's session", (own) => ({ ...own, ...others })),
    session('a session of the espace de vote', ({ endsAt, ...own }) => ({
      ...own,
      kind: 'booth',
      spaceTokenHash: 'hash of the token',
      identifierHash: 'hash of the identifier',
    })),
    without('session'),
  ),
  voterIsOfThisEpoch: because(
    'unauthenticated',
    voter('a voter whose sessions were ended since', { sessionEpoch: 2 }),
    voter('a voter whose sessions had not been ended yet', { sessionEpoch: 0 }),
  ),
  noReissueIsPending: because(
    { outcome: 'already-pending', pendingReissueId: 'reissue-0' },
    voter('a reissue that is under way', { pendingReissueId: 'reissue-0' }),
  ),
  noPasswordChangeIsRequired: because(
    'password-change-required',
    voter('a password that must change', { passwordChangeRequired: true }),
  ),
  passwordIsOldEnough: [
    ...because(
      { outcome: 'both-factors-lost', until: nextMillisecond },
      voter('a password that was renewed a millisecond too late', renewed(lostSeconds - 0.001)),
      voter('a voter who was repaired a millisecond too late', {
        ...renewed(lostSeconds + 1),
        repairedAt: later(0.001 - lostSeconds),
      }),
    ),
    ...because(
      { outcome: 'both-factors-lost', until: later(lostSeconds) },
      voter('a password that is renewed at this instant', renewed(0)),
    ),
  ],
  reissuesAreLeft: because(
    'voter-limit',
    voter('a voter who asked as often as they may', { reissueCount: limits.reissuesPerVoter }),
    voter('a voter who asked more often', { reissueCount: limits.reissuesPerVoter + 1 }),
  ),
  voterSmsAreLeft: because(
    'sms-ceiling',
    voter('a voter who had as many SMS as they may', { smsCount: limits.smsPerVoter }),
    voter('a voter who had more', { smsCount: limits.smsPerVoter + 1 }),
  ),
  attemptsAreLeft: [
    ...because(
      { outcome: 'too-many-attempts', allowedAt: windowEndsAt },
      attempts('the free attempts, used up nobody knows when', identityLimit.quota),
      attempts('more attempts than that', identityLimit.quota + 1),
    ),
    ...because(
      { outcome: 'too-many-attempts', allowedAt: nextMillisecond },
      attempts('the free attempts, used up a minute ago, nearly', identityLimit.quota, 59.999),
      attempts('one more, two minutes ago, nearly', identityLimit.quota + 1, 119.999),
      attempts('far more, two hours and a half ago, nearly', identityLimit.quota + 30, 8999.999),
    ),
  ],
  captchaIsFresh: because(
    'captcha-failed',
    captcha('a code that has just expired', { expiresAt: now }),
    captcha("another voter's code", others),
    captcha('a code that another request took', { reissueId: 'reissue-0' }),
    without('captcha'),
  ),
  phoneIsStillKnown: because(
    'phone-unknown',
    voter('a voter whose known phone was replaced', {
      knownPhone: aKnownPhone('hash of another phone'),
    }),
  ),
  phoneIsRegistered: because('phone-unknown', without('phone')),
  captchaIsAnswered: because(
    'captcha-failed',
    captcha('a wrong code', { codeHash: 'hash of another code' }),
    captcha('a code that another request took', { reissueId: 'reissue-0' }),
    { what: 'a code that no request took', to: codeNobodyTook },
    without('captcha'),
  ),
  identityMatches: because(
    'identity-mismatch',
    voter('another NUMEN or birth date', { identityHash: 'hash of another identity' }),
  ),
  phoneServesNobodyElse: because(
    'phone-taken',
    phone("another voter's phone", others),
    phone('a phone that another voter registered', { reissueCount: 0, knownTo: 'voter-2' }),
  ),
  phoneWasFreedBefore: because(
    'phone-taken',
    phone('a phone that was freed a millisecond later', { freedAt: nextMillisecond }),
  ),
  phoneMayServeAgain: because(
    'phone-limit',
    phone('a phone that served as often as it may', { reissueCount: limits.reissuesPerPhone }),
    phone('a phone that served more often', { reissueCount: limits.reissuesPerPhone + 1 }),
  ),
  phoneSmsAreLeft: because(
    'phone-limit',
    phone('a phone that had as many SMS as it may', { smsCount: limits.smsPerPhone }),
    phone('a phone that had more', { smsCount: limits.smsPerPhone + 1 }),
    phone('the same, of a phone that serves nobody', { reissueCount: 0, smsCount: 4 }),
  ),
}

/** Changes at a boundary that break no rule. */
export const holds: Change[] = [
  voter('a password that was renewed just long enough ago', renewed(lostSeconds)),
  voter('a voter who may ask once more', { reissueCount: limits.reissuesPerVoter - 1 }),
  voter('a voter who may have one more SMS', { smsCount: limits.smsPerVoter - 1 }),
  voter('a voter whom the helpdesk gave one more than was counted', { smsCount: -1 }),
  phone('a phone that may have one more SMS', { smsCount: limits.smsPerPhone - 1 }),
  attempts('one free attempt that is left', identityLimit.quota - 1),
  attempts('the free attempts, used up a minute ago', identityLimit.quota, 60),
  attempts('far more, two hours and a half ago', identityLimit.quota + 30, 9000),
  phone('a phone that may serve once more', { reissueCount: limits.reissuesPerPhone - 1 }),
  phone("another voter's phone, given back", { ...others, reissueCount: 0 }),
  phone('a phone that was freed at this instant', { freedAt: now, reissueCount: 0 }),
  phone('the own phone, given back', { reissueCount: 0 }),
]

export function pairsOf(names: RuleName[]): { first: Break; second: Break }[] {
  const plainest = names.flatMap((name) => breaks[name].slice(0, 1))
  return plainest.flatMap((first, index) =>
    plainest.slice(index + 1).map((second) => ({ first, second })),
  )
}

/** Without a voter, several rules break at once. */
export const noVoter: Break = { ...without('voter'), refusal: { outcome: 'unauthenticated' } }

function codeNobodyTook({ items }: Situation): Items {
  const { reissueId, ...code } = items.captcha as Captcha
  return { ...items, captcha: code }
}
