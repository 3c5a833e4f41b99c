import type { Reissue } from '../../shared/contract/reissue.ts'
import { notRefreshedText, refreshedText } from '../../shared/texts/connection.ts'
import { nearMoment } from '../../shared/texts/moments.ts'
import { call } from './api.ts'
import { part, setText } from './page.ts'
import { pollDelayMs } from './polling.ts'
import type { Session } from './session.ts'

interface Followed {
  reissue: Reissue
  /** The server's clock (ms). */
  at: number
}

/**
 * Keeps a request fresh until nothing more can change, and looks at it again whenever the voter comes back to the page.
 * A hidden page asks nothing. `show` is given each answer, with whether anything changed in it; it resolves to the request
 * to follow from then on, or to undefined when it could not know the rest.
 */
export async function followReissue(
  first: Followed,
  timeZone: string,
  session: Session,
  show: (followed: Followed, changed: boolean) => Promise<Reissue | undefined>,
): Promise<void> {
  let { reissue, at } = first
  let attempt = 0
  const checked = (text: string) => setText('status-checked', text)
  checked(refreshedText(nearMoment(new Date(at), timeZone, new Date(at))))
  while (true) {
    const delay = pollDelayMs(reissue, attempt, at)
    part('status-live').hidden = delay === undefined
    await (delay === undefined ? comingBack() : wait(delay))
    const answer = await call('GET', `reissues/${encodeURIComponent(reissue.id)}`)
    if (!answer.ok && session.leaveIfSignedOut(answer.problem)) return
    const changed = answer.ok && isOther(answer.body, reissue)
    const shown = answer.ok
      ? await show({ reissue: answer.body, at: answer.at }, changed)
      : undefined
    attempt = changed && shown ? 0 : attempt + 1
    if (!shown) {
      checked(notRefreshedText)
      at += delay ?? 0
      continue
    }
    reissue = shown
    at = answer.at
    checked(refreshedText(nearMoment(new Date(at), timeZone, new Date(at))))
  }
}

function isOther(one: Reissue, other: Reissue): boolean {
  return one.state !== other.state || one.usedAt !== other.usedAt
}

async function wait(delayMs: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, delayMs))
  while (document.hidden) await visibilityChange()
}

async function comingBack(): Promise<void> {
  do await visibilityChange()
  while (document.hidden)
}

function visibilityChange(): Promise<unknown> {
  return new Promise((resolve) =>
    document.addEventListener('visibilitychange', resolve, { once: true }),
  )
}
