import { randomUUID } from 'node:crypto'
import { signedInStaff } from '../../shared/access/signed-in-staff.ts'
import type { AccountNewsQueue } from '../../shared/domain/account/account-news.ts'
import type { Attempts } from '../../shared/domain/account/attempts.ts'
import type { Election } from '../../shared/domain/election/election.ts'
import type { Staff } from '../../shared/domain/election/election-staff.ts'
import { type Clock, secondsUntil } from '../../shared/domain/instants.ts'
import { keyedHash } from '../../shared/domain/keys.ts'
import type { Interventions } from '../../shared/domain/ledger/intervention.ts'
import type { Reissue, Reissues } from '../../shared/domain/reissue/reissue.ts'
import {
  actedBy,
  type CodeDrawing,
  keepNewCode,
  type OpenFile,
  type OpenFiles,
  type StaffWish,
} from '../../shared/domain/staff/file-code.ts'
import { offeredActions } from '../../shared/domain/staff/offered-actions.ts'
import { isReason } from '../../shared/domain/staff/reason.ts'
import { mayAgree, type StaffPerson, staffAuthor } from '../../shared/domain/staff/staff-person.ts'
import type { StaffSessions } from '../../shared/domain/staff/staff-session.ts'
import { type StaffAction, takesTwo } from '../../shared/domain/staff-action.ts'
import type { Voter, Voters } from '../../shared/domain/voter/voter.ts'
import { type ActionPorts, doAction } from './do-action.ts'

export type FileAction =
  | { outcome: 'done'; action: StaffAction }
  /** Another of the staff must agree: they open the file with this code. */
  | { outcome: 'asked'; action: StaffAction; code: string; expiresAt: Date }
  | { outcome: 'unauthenticated' }
  /** A delegate, or whoever may not agree to this. */
  | { outcome: 'forbidden' }
  /** No file is open. */
  | { outcome: 'not-found' }
  | { outcome: 'bad-reason' }
  /** It would change nothing, or what it would change is another by now. */
  | { outcome: 'not-offered' }
  | { outcome: 'too-many-attempts'; retryAfterSeconds: number }

interface Request {
  /** As it was sealed. */
  cookie: string | undefined
  /** Of whoever asks, as CloudFront saw it. */
  network: string
}

/**
 * Does one thing in the file that whoever is signed in has open, or has another of the staff agree to it first. It is
 * written down and the voter is told before it is done: nothing is ever done that nobody was told of.
 * @param asked reads what is asked for, which is not looked at before whoever asks is known
 */
export async function actOnFile(
  dependencies: Dependencies,
  { asked, ...request }: Request & { asked: () => { action: StaffAction; reason: string } },
): Promise<FileAction> {
  const found = await findFile(dependencies, request)
  if ('outcome' in found) return found
  const { action, reason: typed } = asked()
  const reason = typed.trim()
  if (!isReason(reason)) return { outcome: 'bad-reason' }
  const refused = await chargeFor(dependencies, found, action)
  if (refused) return refused
  const { voterId } = found.voter
  if (takesTwo(action)) {
    const interventionId = await tell(dependencies, { ...request, ...found, action, reason })
    const wish: StaffWish = { action, reason, email: found.person.email, interventionId }
    const drawn = await keepNewCode(dependencies, { voterId, wish }, dependencies.clock())
    return { outcome: 'asked', action, ...drawn }
  }
  await tell(dependencies, { ...request, ...found, action, reason })
  return ending(dependencies, found, action)
}

/** Does what another of the staff asked for, whose code opened the file. */
export async function agreeToWish(
  dependencies: Dependencies,
  request: Request,
): Promise<FileAction> {
  const found = await findFile(dependencies, request)
  if ('outcome' in found) return found
  const { wish } = found.file
  if (!wish || !mayAgree(found.person, wish)) return { outcome: 'forbidden' }
  const refused = await chargeFor(dependencies, found, wish.action)
  if (refused) return refused
  await tell(dependencies, { ...request, ...found, ...wish, agreesTo: wish.interventionId })
  return ending(dependencies, found, wish.action)
}

interface Found {
  person: StaffPerson
  file: OpenFile
  voter: Voter
  latest: Reissue | undefined
}

async function findFile(
  { sessions, staff, openFiles, voters, reissues, clock }: Dependencies,
  { cookie }: Request,
): Promise<
  Found | Extract<FileAction, { outcome: 'unauthenticated' | 'forbidden' | 'not-found' }>
> {
  const now = clock()
  const signedIn = await signedInStaff({ sessions, staff }, cookie, now)
  if (!signedIn) return { outcome: 'unauthenticated' }
  const { person, session } = signedIn
  if (person.role === 'delegate') return { outcome: 'forbidden' }
  const file = await openFiles.find(session.tokenHash)
  if (!file || file.expiresAt <= now) return { outcome: 'not-found' }
  const voter = await voters.find(file.voterId)
  if (!voter) return { outcome: 'not-found' }
  const { latestReissueId } = voter
  const latest = latestReissueId ? await reissues.find(latestReissueId) : undefined
  return { person, file, voter, latest }
}

async function chargeFor(
  { attempts, election, electionClock, clock }: Dependencies,
  { person, voter, latest }: Found,
  action: StaffAction,
): Promise<Extract<FileAction, { outcome: 'not-offered' | 'too-many-attempts' }> | undefined> {
  const offered = offeredActions({ voter, latest, election, now: electionClock() })
  if (!offered.includes(action)) return { outcome: 'not-offered' }
  const now = clock()
  const charge = await attempts.charge(actedBy(person.email, now), now)
  if (charge.taken) return undefined
  return { outcome: 'too-many-attempts', retryAfterSeconds: secondsUntil(charge.allowedAt, now) }
}

/** To the ledger, which the bureau reads, and to the voter. @returns the intervention */
async function tell(
  { interventions, news, key, clock }: Dependencies,
  {
    person,
    voter: { voterId },
    action,
    reason,
    network,
    agreesTo,
  }: Found & { action: StaffAction; reason: string; network: string; agreesTo?: string },
): Promise<string> {
  const at = clock()
  const interventionId = randomUUID()
  await interventions.record({
    interventionId,
    kind: action,
    at,
    by: staffAuthor(person),
    reason,
    ...(agreesTo !== undefined && { confirms: agreesTo }),
    digests: {
      // Of a network that one person has: whether two asked from the same is told, and no more.
      from: keyedHash(key, 'address', network),
      // By which the ledger tells that it was asked for, and then agreed to.
      ...(takesTwo(action) && { asked: keyedHash(key, 'asked', action, voterId) }),
    },
  })
  const isAsked = takesTwo(action) && agreesTo === undefined
  if (action !== 'mail-again') {
    await news.put({ news: isAsked ? 'both-lost-lift-asked' : action, voterId, at })
  }
  return interventionId
}

async function ending(
  dependencies: Dependencies,
  { voter, latest }: Found,
  action: StaffAction,
): Promise<FileAction> {
  const isDone = await doAction(dependencies, { action, voter, latest })
  return isDone ? { outcome: 'done', action } : { outcome: 'not-offered' }
}

export interface Dependencies extends CodeDrawing, ActionPorts {
  sessions: Pick<StaffSessions, 'find' | 'prolong'>
  staff: Staff
  attempts: Pick<Attempts, 'charge'>
  openFiles: Pick<OpenFiles, 'find'>
  voters: Pick<Voters, 'find' | 'endSessions'>
  reissues: Pick<Reissues, 'find'>
  interventions: Pick<Interventions, 'record'>
  news: Pick<AccountNewsQueue, 'put'>
  election: Pick<Election, 'dates' | 'limits' | 'bothLostHours'>
  /** The wall's, by which staff work. */
  clock: Clock
}
