import { randomUUID } from 'node:crypto'
import type { AccountNewsQueue } from '../domain/account/account-news.ts'
import { type Attempts, type TooMany, tooManyUntil } from '../domain/account/attempts.ts'
import type { Election } from '../domain/election/election.ts'
import type { Staff } from '../domain/election/election-staff.ts'
import type { Clock } from '../domain/instants.ts'
import { keyedHash } from '../domain/keys.ts'
import type { Intervention, Interventions } from '../domain/ledger/intervention.ts'
import type { Reissue, Reissues } from '../domain/reissue/reissue.ts'
import type { CorrectionRefusal } from '../domain/roll/correction.ts'
import { type CodeDrawing, keepNewCode } from '../domain/staff/file-code.ts'
import { isToAgree, offeredActions } from '../domain/staff/offered-actions.ts'
import type { OpenFile, OpenFiles } from '../domain/staff/open-file.ts'
import { isReason } from '../domain/staff/reason.ts'
import { mayAgree } from '../domain/staff/second-person.ts'
import { actedBy } from '../domain/staff/staff-limits.ts'
import { type StaffPerson, staffAuthor } from '../domain/staff/staff-person.ts'
import type { StaffSessions } from '../domain/staff/staff-session.ts'
import type { RepairWish, StaffWish } from '../domain/staff/staff-wish.ts'
import {
  type StaffAction,
  type TwoPeopleAction,
  takesTwo,
  toldActions,
} from '../domain/staff-action.ts'
import type { Voter, Voters } from '../domain/voter/voter.ts'
import { signedInStaff } from './signed-in-staff.ts'

/** @typeParam Refusal what the step alone refuses with */
export type FileAction<Refusal extends string = never> = Acted | ActionRefusal | Own<Refusal>

export type Acted =
  | { outcome: 'done'; action: StaffAction }
  /** It was done for this wish before, and the answer may have been lost. */
  | { outcome: 'again'; action: StaffAction }
  /** Another of the staff must agree: they open the file with this code. */
  | { outcome: 'asked'; action: StaffAction; code: string; expiresAt: Date }

export type ActionRefusal =
  | { outcome: 'unauthenticated' }
  /** A delegate, or whoever may not agree to this. */
  | { outcome: 'forbidden' }
  /** No file is open. */
  | { outcome: 'not-found' }
  | { outcome: 'bad-reason' }
  /** It would change nothing, or what it would change is another by now. */
  | { outcome: 'not-offered' }
  | TooMany

type Own<Refusal> = Refusal extends string ? { outcome: Refusal } : never

/** Why a voter is not corrected. */
export type RepairRefusal = CorrectionRefusal | 'not-as-asked'

interface Request {
  /** As it was sealed. */
  cookie: string | undefined
  /** Of whoever asks, as CloudFront saw it. */
  network: string
  /** When the file closes that whoever asks is shown, as their page says: they mean no other. Read once they are known. */
  shown?: () => string | undefined
}

/** What a function does in an open file. */
export interface Doing<Action extends StaffAction, Refusal extends string = never> {
  does: readonly Action[]
  /** Reads what was typed for it, before anything is counted. @throws Problem of what is malformed */
  typed?: () => unknown
  /** What is kept of what was typed until another agrees, or why it would change nothing. */
  wishes?: (found: FoundFile) => Promise<RepairWish | Refusal>
  /**
   * @param told what the ledger says of it
   * @returns false when it changed nothing, since what it is about is another by now; or why not
   */
  act(action: Action, found: FoundFile, told: Intervention): Promise<boolean | Refusal>
  /** Once another agrees, `act` writes that down in the transaction that does it, and tells the voter before. */
  recordsItself?: true
  /** Whether it did already what the file's wish asks for: then it is neither told nor counted again. */
  wasDone?(found: FoundFile): boolean | Promise<boolean>
}

/**
 * Does one thing in the file that whoever is signed in has open, or has another of the staff agree to it first. It is
 * written down and the voter is told before it is done: nothing is ever done that nobody was told of.
 * @param asked reads what is asked for, which is not looked at before whoever asks is known
 */
export async function actInFile<Action extends StaffAction, Refusal extends string = never>(
  dependencies: Dependencies,
  {
    asked,
    typed,
    wishes,
    act,
    network,
    ...request
  }: Request &
    Omit<Doing<Action, Refusal>, 'does'> & {
      asked: () => { action: Action | TwoPeopleAction; reason: string }
    },
): Promise<FileAction<Refusal>> {
  const found = await findFile(dependencies, request)
  if ('outcome' in found) return found
  typed?.()
  const { action, reason: why } = asked()
  const reason = why.trim()
  if (!isReason(reason)) return { outcome: 'bad-reason' }
  const uncharged = await chargeFor(dependencies, found, action)
  if (uncharged) return uncharged
  const repair = await wishes?.(found)
  if (typeof repair === 'string') return refused(repair)
  const saying = { action, reason, ...(repair && { repair }) }
  const told = interventionOf(dependencies, { ...found, ...saying, network })
  await tell(dependencies, found, told)
  if (!takesTwo(action)) return ending(action, await act(action as Action, found, told))
  const { interventionId } = told
  const { voterId, noticeNumber } = found.voter
  const wish: StaffWish = {
    ...{ ...saying, email: found.person.email, interventionId },
    ...(noticeNumber !== undefined && { noticeNumber }),
  }
  const opens = { voterId, wish }
  const drawn = await keepNewCode(dependencies, opens, dependencies.clock())
  return { outcome: 'asked', action, ...drawn }
}

/** Does what another of the staff asked for, whose code opened the file. */
export async function agreeInFile<Action extends StaffAction, Refusal extends string = never>(
  dependencies: Acting,
  {
    does,
    typed,
    act,
    recordsItself,
    wasDone,
    network,
    ...request
  }: Request & Doing<Action, Refusal>,
): Promise<FileAction<Refusal>> {
  const found = await findFile(dependencies, request)
  if ('outcome' in found) return found
  const { wish } = found.file
  const action = does.find((one) => one === wish?.action)
  if (!wish || !action || !mayAgree(found.person, wish)) return { outcome: 'forbidden' }
  if (await wasDone?.(found)) return { outcome: 'again', action }
  typed?.()
  const uncharged = await chargeFor(dependencies, found, action, wish)
  if (uncharged) return uncharged
  const saying = { ...wish, action, agreesTo: wish.interventionId }
  const told = interventionOf(dependencies, { ...found, ...saying, network })
  if (!recordsItself) await tell(dependencies, found, told)
  return ending(action, await act(action, found, told))
}

function ending<Refusal extends string>(
  action: StaffAction,
  acted: boolean | Refusal,
): FileAction<Refusal> {
  if (acted === true) return { outcome: 'done', action }
  return acted === false ? { outcome: 'not-offered' } : refused(acted)
}

const refused = <Refusal extends string>(outcome: Refusal) => ({ outcome }) as Own<Refusal>

export interface FoundFile {
  person: StaffPerson
  file: OpenFile
  voter: Voter
  latest: Reissue | undefined
}

async function findFile(
  { sessions, staff, openFiles, voters, reissues, clock }: Acting,
  { cookie, shown }: Pick<Request, 'cookie' | 'shown'>,
): Promise<
  | FoundFile
  | Extract<FileAction, { outcome: 'unauthenticated' | 'forbidden' | 'not-found' | 'not-offered' }>
> {
  const now = clock()
  const signedIn = await signedInStaff({ sessions, staff }, cookie, now)
  if (!signedIn) return { outcome: 'unauthenticated' }
  const { person, session } = signedIn
  if (person.role === 'delegate') return { outcome: 'forbidden' }
  const file = await openFiles.find(session.tokenHash)
  if (!file || file.expiresAt <= now) return { outcome: 'not-found' }
  const closesAt = file.expiresAt.toISOString()
  if ((shown?.() ?? closesAt) !== closesAt) return { outcome: 'not-offered' }
  const voter = await voters.find(file.voterId)
  if (!voter) return { outcome: 'not-found' }
  const { latestReissueId } = voter
  const latest = latestReissueId ? await reissues.find(latestReissueId) : undefined
  return { person, file, voter, latest }
}

async function chargeFor(
  { attempts, election, electionClock, clock }: Acting,
  { person, voter, latest }: FoundFile,
  action: StaffAction,
  wish?: StaffWish,
): Promise<Extract<FileAction, { outcome: 'not-offered' | 'too-many-attempts' }> | undefined> {
  const offered = offeredActions({ voter, latest, election, now: electionClock() })
  const isOffered = wish ? isToAgree(wish, offered, voter) : offered.includes(action)
  if (!isOffered) return { outcome: 'not-offered' }
  const now = clock()
  const charge = await attempts.charge(actedBy(person.email, now), now)
  return charge.taken ? undefined : tooManyUntil(charge.allowedAt, now)
}

function interventionOf<Action extends StaffAction>(
  { key, clock }: Acting,
  {
    person,
    voter,
    action,
    reason,
    repair,
    network,
    agreesTo,
  }: FoundFile &
    Pick<StaffWish, 'reason' | 'repair'> & {
      action: Action
      network: string
      agreesTo?: string
    },
): Intervention & { kind: Action } {
  return {
    interventionId: randomUUID(),
    kind: action,
    at: clock(),
    by: staffAuthor(person),
    reason,
    ...(agreesTo !== undefined && { confirms: agreesTo }),
    digests: {
      // Of a network that one person has: whether two asked from the same is told, and no more.
      from: keyedHash(key, 'address', network),
      // By which the ledger tells that it was asked for, and then agreed to.
      ...(takesTwo(action) && {
        asked: repair?.asked ?? keyedHash(key, 'asked', action, voter.voterId),
      }),
    },
  }
}

/** The ledger, which the bureau reads, and the voter. */
async function tell(
  { interventions, news }: Acting,
  { voter: { voterId } }: FoundFile,
  told: Intervention & { kind: StaffAction },
): Promise<void> {
  await interventions.record(told)
  const { kind, at, confirms } = told
  const isAsked = takesTwo(kind) && confirms === undefined
  const ofKind = isAsked ? (`${kind}-asked` as const) : toldActions.find((one) => one === kind)
  if (ofKind) await news.put({ news: ofKind, voterId, at })
}

type Dependencies = Acting & CodeDrawing

interface Acting extends Pick<CodeDrawing, 'key'> {
  sessions: Pick<StaffSessions, 'find' | 'prolong'>
  staff: Staff
  attempts: Pick<Attempts, 'charge'>
  openFiles: Pick<OpenFiles, 'find'>
  voters: Pick<Voters, 'find'>
  reissues: Pick<Reissues, 'find'>
  interventions: Pick<Interventions, 'record'>
  news: Pick<AccountNewsQueue, 'put'>
  election: Pick<Election, 'dates' | 'timeZone' | 'limits' | 'bothLostHours'>
  electionClock: Clock
  /** The wall's, by which staff work. */
  clock: Clock
}
