import type { Reissue } from '../../../shared/contract/reissue.ts'
import type { Voter } from '../../../shared/contract/voter.ts'
import type { VoterSession } from '../account/session.ts'
import { type Answer, call } from '../api.ts'
import { pollDelayMs } from './poll-delay.ts'

interface Seen {
  body: Voter
  at: number
}

interface Listener {
  /** @param changed true if something changed in the latest request */
  show(voter: Voter, at: number, changed: boolean): void
  /** True while the page polls by itself. */
  live?(isLive: boolean): void
  unreachable?(): void
}

/**
 * Polls the latest request until nothing more can change, and asks again when the voter or the network comes back:
 * another tab may have made a request. A hidden page asks nothing.
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

/** The rest of the voter's state changes only with the request. */
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
  return reached(one) !== reached(other)
}

const reached = (reissue: Reissue | null) =>
  reissue && [reissue.id, reissue.state, reissue.usedAt].join()

let wake = () => {}
let isTimed = false

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

/**
 * Waits while the page is hidden; without a delay, until the voter or the network comes back.
 * @returns whether the wait was cut short
 */
async function pause(delayMs: number | undefined): Promise<boolean> {
  let wasAway = await wait(delayMs)
  while (document.hidden) wasAway = await wait()
  return wasAway
}
