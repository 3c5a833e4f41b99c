import type { Voter } from '../../../shared/contract/voter.ts'
import {
  renewingText,
  sessionEndsAtText,
  sessionEndsSoonText,
} from '../../../shared/texts/account/session.ts'
import { type Answer, call, type Problem } from '../api.ts'
import { part, showFailure, showLoading } from '../page.ts'
import {
  latestSessionTimes,
  nextSessionStep,
  readSessionTimes,
  type SessionTimes,
  shareSessionTimes,
} from './session-clock.ts'
import { openSessionWarning, type SessionWarning } from './session-warning.ts'
import { rememberSignedIn } from './signed-in.ts'

const TICK_MS = 1_000

interface SignedIn {
  email: string
  election: { timeZone: string }
  session: Voter['session']
}

interface Session<View> {
  /**
   * Gets the data of the page, and from then on renews the session while somebody acts.
   * @returns undefined when the page shows a failure, or leaves for the sign-in page
   */
  open(): Promise<{ body: View; at: number } | undefined>
  /** Every answer renews the session. Never resolves if somebody else has signed in: the page reloads. */
  getView(): Promise<Answer<View>>
  /** Leaves for the sign-in page, which leads back here, if the API says that nobody is signed in. */
  leaveIfSignedOut(problem: Problem): boolean
}

type Status = 'open' | 'renewing' | 'left'

export type VoterSession = Session<Voter>

/** @param keepTyped called before the page is left because the session ended */
export function pageSession<View extends SignedIn = Voter>(
  keepTyped: () => void = () => {},
): Session<View> {
  let status: Status = 'open'
  let voter: View | undefined
  let times: SessionTimes | undefined
  let lastActedAt = 0
  let warning: SessionWarning | undefined
  let failure = ''

  async function open() {
    hideFromHistory()
    showLoading()
    const answer = await getView()
    if (answer.ok) {
      rememberSignedIn()
      watch()
      return answer
    }
    if (!leaveIfSignedOut(answer.problem)) showFailure(answer.problem)
    return undefined
  }

  async function getView(): Promise<Answer<View>> {
    const answer = (await call('GET', FOR_STAFF ? 'staff/session' : 'voter')) as Answer<View>
    if (!answer.ok) return answer
    const { email, session } = answer.body
    if (voter && voter.email !== email) {
      location.reload()
      return new Promise(() => {})
    }
    voter = answer.body
    times = readSessionTimes(session, answer.at, Date.now())
    shareSessionTimes(times)
    tick()
    return answer
  }

  function leaveIfSignedOut({ code }: Problem): boolean {
    if (code !== 'unauthenticated') return false
    keepTyped()
    leave()
    return true
  }

  /** The sign-in page says why, and forgets what this tab remembers. */
  function leave(): void {
    status = 'left'
    part('page').hidden = true
    location.replace(`/#retour=${location.pathname}`)
  }

  function watch(): void {
    for (const type of ['keydown', 'pointerdown', 'touchstart', 'input']) {
      document.addEventListener(type, noteAct, { capture: true, passive: true })
    }
    setInterval(tick, TICK_MS)
    // Another tab signed out: browsers slow the timers of a hidden page.
    window.addEventListener('storage', tick)
  }

  function noteAct(): void {
    // While the warning is shown, only its button counts.
    if (!warning) lastActedAt = Date.now()
  }

  function tick(): void {
    if (status !== 'open' || !times || !voter) return
    times = latestSessionTimes(times)
    const now = Date.now()
    const step = nextSessionStep({ ...times, now, lastActedAt })
    if (step === 'over') {
      if (times.endsAt) keepTyped()
      leave()
    } else if (step === 'renew') {
      void renew()
    } else if (step === 'none') {
      failure = ''
      warning?.close()
      warning = undefined
    } else warn(step === 'warn-last', voter, times.expiresAt - now)
  }

  function warn(isLast: boolean, { session, election }: View, leftMs: number): void {
    const text = isLast
      ? sessionEndsAtText(session.endsAt, election.timeZone)
      : sessionEndsSoonText(leftMs)
    warning ||= openSessionWarning(() => void renew())
    warning.say(failure + text, isLast)
  }

  async function renew(): Promise<void> {
    if (status !== 'open') return
    status = 'renewing'
    warning?.say(renewingText)
    const answer = await getView()
    if ((status as Status) === 'left') return
    status = 'open'
    if (!answer.ok) {
      if (leaveIfSignedOut(answer.problem)) return
      lastActedAt = 0
      failure = `${answer.problem.title} `
    }
    tick()
  }

  return { open, getView, leaveIfSignedOut }
}

// « Retour » after a sign-out, in this tab or another, would show the page again from the browser's memory.
function hideFromHistory(): void {
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) location.reload()
  })
}
