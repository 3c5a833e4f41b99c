import type { Reissue } from '../../../shared/contract/reissue.ts'
import type { Voter } from '../../../shared/contract/voter.ts'
import type { VoterSession } from '../account/session.ts'
import { type Answer, call } from '../api.ts'
import { pollDelayMs } from './poll-delay.ts'

interface Seen {
  body: Voter
  /** The server's clock (ms). */
  at: number
}

interface Listener {
  /** Each answer, with whether anything changed in the latest request. */
  show(voter: Voter, at: number, changed: boolean): void
  /** Whether the page looks again by itself from now on. */
  live?(isLive: boolean): void
  unreachable?(): void
}

/**
 * Keeps what a page says of the voter true: follows the latest request until nothing more can change, and asks again
 * whenever the voter comes back to the page, where another may have been made, or the network to the voter. A hidden
 * page asks nothing.
 */
export async function followVoter(
  { body: voter, at }: Seen,
  session: VoterSession,
  { show, live = () => {}, unreachable = () => {} }: Listener,
): Promise<void> {
  let attempt = 0
  window.addEventListener('online', () => {
    attempt = 0
    wake()
  })
  window.addEventListener('offline', unreachable)
  // Until the next look is due, whoever comes back sees what the last one found.
  document.addEventListener('visibilitychange', () => isTimed || wake())
  while (true) {
    const { latest } = voter.reissue
    const delay = latest ? pollDelayMs(latest, attempt, at) : undefined
    live(delay !== undefined)
    const wasAway = await pause(delay)
    const answer =
      latest && !wasAway ? await lookAt(latest, voter, session) : await session.getView()
    if (!answer.ok) {
      if (session.leaveIfSignedOut(answer.problem)) return
      attempt++
      unreachable()
      at += delay ?? 0
      continue
    }
    const changed = isOther(answer.body.reissue.latest, latest)
    attempt = changed ? 0 : attempt + 1
    voter = answer.body
    at = answer.at
    show(voter, at, changed)
  }
}

/** What the voter may do next, and which identifier is valid, change with the request alone. */
async function lookAt(
  latest: Reissue,
  voter: Voter,
  session: VoterSession,
): Promise<Answer<Voter>> {
  const answer = await call('GET', `reissues/${latest.id}`)
  if (!answer.ok) return answer
  if (isOther(answer.body, latest)) return session.getView()
  return { ...answer, body: { ...voter, reissue: { ...voter.reissue, latest: answer.body } } }
}

function isOther(one: Reissue | null, other: Reissue | null): boolean {
  return one?.id !== other?.id || one?.state !== other?.state || one?.usedAt !== other?.usedAt
}

/** Ends the wait at once: the voter or the network came back. */
let wake = () => {}
let isTimed = false

/** @returns whether it was ended before its time */
function wait(delayMs?: number): Promise<boolean> {
  return new Promise((resolve) => {
    isTimed = delayMs !== undefined
    const timer = isTimed ? setTimeout(resolve, delayMs, false) : undefined
    wake = () => {
      clearTimeout(timer)
      resolve(true)
    }
  })
}

/** @returns whether the page was hidden or offline meanwhile; without a delay, ends when the voter or the network comes back. */
async function pause(delayMs: number | undefined): Promise<boolean> {
  let wasAway = await wait(delayMs)
  while (document.hidden) wasAway = await wait()
  return wasAway
}
