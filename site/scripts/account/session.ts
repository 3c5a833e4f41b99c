import type { Voter } from '../../../shared/contract/voter.ts'
import {
  renewingText,
  sessionEndsAtText,
  sessionEndsSoonText,
} from '../../../shared/texts/account/session.ts'
import { announce } from '../announcement.ts'
import { type Answer, call, type Problem } from '../api.ts'
import {
  cloneTemplate,
  focusOn,
  isShown,
  query,
  setText,
  showFailure,
  showLoading,
} from '../page.ts'
import {
  latestSessionTimes,
  nextSessionStep,
  readSessionTimes,
  type SessionTimes,
  shareSessionTimes,
} from './session-clock.ts'
import { rememberSignedIn } from './signed-in.ts'

const TICK_MS = 1_000

interface SignedInView {
  email: string
  election: { timeZone: string }
  session: Voter['session']
}

type Status = 'open' | 'renewing' | 'left'

export type VoterSession = ReturnType<typeof createPageSession<Voter>>

interface Listeners {
  /** Called before the redirect to sign-in, unless this page knows of a sign-out. */
  onSessionEnd?: () => void
  onAnnouncement?: () => void
}

export function createPageSession<View extends SignedInView = Voter>(listeners: Listeners = {}) {
  const { onSessionEnd = () => {}, onAnnouncement } = listeners
  let status: Status = 'open'
  let view: View | undefined
  let times: SessionTimes | undefined
  let lastActivityAt = 0
  let warning: ReturnType<typeof openSessionWarning> | undefined
  let failureText = ''

  /** Returns undefined once the page shows a failure or redirects to sign-in. */
  async function open() {
    if (!IS_STAFF_SITE) void announce(onAnnouncement)
    reloadIfRestored()
    showLoading()
    const answer = await getView()
    if (answer.ok) {
      rememberSignedIn()
      watchActivity()
      return answer
    }
    if (!leaveIfSignedOut(answer.problem)) showFailure(answer.problem)
    return undefined
  }

  /** Renews the session. Never resolves if another person has signed in: the page reloads. */
  async function getView(): Promise<Answer<View>> {
    const answer = (await call(
      IS_STAFF_SITE ? 'GET /api/staff/session' : 'GET /api/voter',
    )) as Answer<View>
    if (!answer.ok) return answer
    const { email, session } = answer.body
    if (view && view.email !== email) {
      location.reload()
      return new Promise(() => {})
    }
    view = answer.body
    times = readSessionTimes(session, answer.at, Date.now())
    shareSessionTimes(times)
    checkSession()
    return answer
  }

  function leaveIfSignedOut({ code }: Problem): boolean {
    if (code !== 'unauthenticated') return false
    onSessionEnd()
    leaveToSignIn()
    return true
  }

  function leaveToSignIn(): void {
    status = 'left'
    query('page').hidden = true
    location.replace(`/#retour=${location.pathname}`)
  }

  function watchActivity(): void {
    for (const type of ['keydown', 'pointerdown', 'touchstart', 'input']) {
      document.addEventListener(type, noteActivity, { capture: true, passive: true })
    }
    setInterval(checkSession, TICK_MS)
    // Browsers slow the timers of hidden pages.
    addEventListener('storage', checkSession)
  }

  function noteActivity(): void {
    if (!warning) lastActivityAt = Date.now()
  }

  function checkSession(): void {
    if (status !== 'open' || !times || !view) return
    times = latestSessionTimes(times)
    const now = Date.now()
    const step = nextSessionStep({ ...times, now, lastActivityAt })
    if (step === 'over') {
      if (times.endsAt) onSessionEnd()
      leaveToSignIn()
    } else if (step === 'renew') {
      void renew()
    } else if (step === 'none') {
      failureText = ''
      warning?.close()
      warning = undefined
    } else showWarning(step === 'warn-last', view, times.expiresAt - now)
  }

  function showWarning(isLast: boolean, { session, election }: View, remainingMs: number): void {
    const text = isLast
      ? sessionEndsAtText(session.endsAt, election.timeZone)
      : sessionEndsSoonText(remainingMs)
    warning ||= openSessionWarning(() => void renew())
    warning.show(failureText + text, isLast)
  }

  async function renew(): Promise<void> {
    if (status !== 'open') return
    status = 'renewing'
    warning?.show(renewingText)
    const answer = await getView()
    if ((status as Status) === 'left') return
    status = 'open'
    if (!answer.ok) {
      if (leaveIfSignedOut(answer.problem)) return
      lastActivityAt = 0
      failureText = `${answer.problem.title} `
    }
    checkSession()
  }

  return { open, getView, leaveIfSignedOut, latestView: () => view as View }
}

// The voter may have signed out before the back button restores a page.
function reloadIfRestored(): void {
  addEventListener('pageshow', (event) => {
    if (event.persisted) location.reload()
  })
}

function openSessionWarning(renew: () => void) {
  const container = query('session')
  let previousFocus: EventTarget | null = null
  const warning = cloneTemplate('session-warning')
  warning.addEventListener('focusin', ({ relatedTarget }) => {
    previousFocus = relatedTarget
  })
  container.append(warning)
  query('session-renew').onclick = renew
  return {
    show(text: string, isLast = false): void {
      query('session-renew').hidden = isLast
      setText('session-text', text)
    },
    close(): void {
      const hadFocus = container.contains(document.activeElement)
      container.textContent = ''
      if (!hadFocus) return
      if (previousFocus instanceof HTMLElement && isShown(previousFocus)) previousFocus.focus()
      else focusOn(document.querySelector('h1') as HTMLElement)
    },
  }
}
