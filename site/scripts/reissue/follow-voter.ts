import type { Reissue } from '../../../shared/contract/reissue.ts'
import type { Voter } from '../../../shared/contract/voter.ts'
import type { VoterSession } from '../account/session.ts'
import { type Answer, call } from '../api.ts'
import { pollDelayMs } from './poll-delay.ts'
import type { VoterAnswer } from './voter-view.ts'

interface Listener {
  show(voter: Voter, at: number, hasChanged: boolean): void
  showLive?(isLive: boolean): void
  showStale?(): void
}

/** Resolves once the session has ended. */
export async function followVoter(
  { body: voter, at }: VoterAnswer,
  session: VoterSession,
  { show, showLive = () => {}, showStale = () => {} }: Listener,
): Promise<void> {
  let attempt = 0
  addEventListener('online', () => {
    attempt = 0
    interruptWait()
  })
  addEventListener('offline', showStale)
  document.addEventListener('visibilitychange', () => hasTimer || interruptWait())
  while (true) {
    const { latest } = voter.reissue
    const delay = latest ? pollDelayMs(latest, attempt, at) : undefined
    showLive(delay !== undefined)
    const wasInterrupted = await pause(delay)
    const answer =
      latest && !wasInterrupted ? await pollReissue(latest, session) : await session.getView()
    if (!answer.ok) {
      if (session.leaveIfSignedOut(answer.problem)) return
      attempt++
      showStale()
      at += delay ?? 0
      continue
    }
    const hasChanged = hasProgressed(answer.body.reissue.latest, latest)
    attempt = hasChanged ? 0 : attempt + 1
    voter = answer.body
    at = answer.at
    show(voter, at, hasChanged)
  }
}

async function pollReissue(latest: Reissue, session: VoterSession): Promise<Answer<Voter>> {
  const answer = await call('GET /api/reissues/{id}', undefined, latest.id)
  if (!answer.ok) return answer
  if (hasProgressed(answer.body, latest)) return session.getView()
  // The page may have reloaded the voter's data meanwhile.
  const voter = session.latestView()
  return { ...answer, body: { ...voter, reissue: { ...voter.reissue, latest: answer.body } } }
}

function hasProgressed(next: Reissue | null, previous: Reissue | null): boolean {
  return progressOf(next) !== progressOf(previous)
}

const progressOf = (reissue: Reissue | null) =>
  reissue && [reissue.id, reissue.state, reissue.usedAt].join()

let interruptWait = () => {}
let hasTimer = false

function wait(delayMs?: number): Promise<boolean> {
  return new Promise((resolve) => {
    hasTimer = delayMs !== undefined
    const timer = hasTimer ? setTimeout(resolve, delayMs, false) : undefined
    interruptWait = () => {
      clearTimeout(timer)
      resolve(true)
    }
  })
}

async function pause(delayMs: number | undefined): Promise<boolean> {
  let wasInterrupted = await wait(delayMs)
  while (document.hidden) wasInterrupted = await wait()
  return wasInterrupted
}
