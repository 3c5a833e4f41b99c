import { unconfirmedSignOutText } from '../../../shared/texts/account/session.ts'
import { slowNetworkText } from '../../../shared/texts/connection.ts'
import { announce } from '../announcement.ts'
import { call } from '../api.ts'
import { clearTop, query, SLOW_NETWORK_MS, showBanner } from '../page.ts'
import { forgetAll, recall, remember } from '../tab-memory.ts'
import { shareSessionEnd } from './session-clock.ts'

// Scripts cannot read the session cookie, so the tab remembers the sign-in.
const SIGNED_IN_KEY = 'signed-in'

export function rememberSignedIn(): void {
  remember(SIGNED_IN_KEY, 'yes')
  showLinks()
}

export function wasSignedIn(): boolean {
  return recall(SIGNED_IN_KEY) === 'yes'
}

export function openPublicPage(
  onAnnouncement?: Parameters<typeof announce>[0],
): ReturnType<typeof announce> {
  if (wasSignedIn()) showLinks()
  return announce(onAnnouncement)
}

/** Asks the API first, because this browser may hold another voter's session. */
export async function forgetSessionIfEnded(): Promise<void> {
  const answer = await call('GET /api/voter')
  if (answer.ok || answer.problem.code !== 'unauthenticated') return
  shareSessionEnd(Date.now(), false)
  forgetAll()
  for (const link of document.querySelectorAll<HTMLElement>('[data-signed-in]')) link.hidden = true
}

/** Stores the outcome again, because `forgetSessionIfEnded` may clear the storage. */
export function keepOutcome(key: string, outcome: string, endsSession: boolean): void {
  remember(key, outcome)
  if (endsSession) void forgetSessionIfEnded().then(() => remember(key, outcome))
}

function showLinks(): void {
  for (const link of document.querySelectorAll<HTMLElement>('[data-signed-in]')) link.hidden = false
  query('sign-out').onclick = signOut
}

async function signOut(): Promise<void> {
  clearTop()
  const timer = setTimeout(() => showBanner(slowNetworkText), SLOW_NETWORK_MS)
  const answer = await call(IS_STAFF_SITE ? 'DELETE /api/staff/session' : 'DELETE /api/session')
  clearTimeout(timer)
  if (answer.ok || answer.problem.code === 'unauthenticated') {
    shareSessionEnd(Date.now(), true)
    forgetAll()
    location.replace('/#fin')
    return
  }
  showBanner(unconfirmedSignOutText)
}
