import type { Voter } from '../../shared/contract/voter.ts'
import { zoneName } from '../../shared/texts/zone-name.ts'
import { type Answer, call, type Problem } from './api.ts'
import { hasDraft } from './draft.ts'
import { formatTime } from './french-dates.ts'
import {
  clearTop,
  copyOf,
  focusOn,
  isShown,
  part,
  setText,
  showFailure,
  showLoading,
  showNotice,
} from './page.ts'
import {
  latestSessionTimes,
  nextSessionStep,
  readSessionTimes,
  type SessionTimes,
  shareSessionTimes,
  shareSignOut,
  warningText,
} from './session-clock.ts'
import { forgetAll, recall, remember } from './tab-memory.ts'

// The cookie is out of the scripts' reach: this only says which links to show.
const SIGNED_IN = 'connecte'

/** A device that slept does not count the time: its clock is looked at this often. */
const TICK_MS = 60_000

let signedIn: Voter | undefined
let times: SessionTimes | undefined
let lastActedAt = 0
let timer: ReturnType<typeof setTimeout> | undefined
let renewing = false
/** Why the session could not be renewed at the last try. */
let failure = ''
/** Where the focus was before it went to the notice. */
let focusedBefore: EventTarget | null = null
let keepTyped = () => {}

/**
 * The voter of a page that is only for signed-in ones, and the server's clock (ms).
 * @returns undefined when the page shows why it can't be, or leaves for the sign-in page.
 */
export async function signedInVoter(): Promise<{ voter: Voter; at: number } | undefined> {
  hideFromHistory()
  showLoading()
  const answer = await getVoter()
  if (answer.ok) {
    rememberSignedIn()
    watchSession()
    return { voter: answer.body, at: answer.at }
  }
  if (!leaveIfSignedOut(answer.problem)) showFailure(answer.problem)
  return undefined
}

/**
 * Every answer renews the session. Never resolves when another voter signed in meanwhile, in another tab: the page
 * loads again.
 */
export async function getVoter(): Promise<Answer<Voter>> {
  const answer = await call('GET', 'voter')
  if (!answer.ok) return answer
  const { email, session } = answer.body
  if (signedIn && signedIn.email !== email) {
    location.reload()
    return new Promise(() => {})
  }
  signedIn = answer.body
  times = readSessionTimes(session, answer.at, Date.now())
  shareSessionTimes(times)
  tick()
  return answer
}

/** `keep` is called before the page is left because the session ended. */
export function onLeaving(keep: () => void): void {
  keepTyped = keep
}

export function rememberSignedIn(): void {
  remember(SIGNED_IN, 'oui')
  showLinks()
}

export function showLinksIfSignedIn(): void {
  if (recall(SIGNED_IN) !== undefined) showLinks()
}

function showLinks(): void {
  for (const link of document.querySelectorAll<HTMLElement>('[data-signed-in]')) link.hidden = false
  part('sign-out').onclick = signOut
}

/** After every session of an account has ended. This browser's goes on if it is another voter's. */
export async function forgetSessionIfEnded(): Promise<void> {
  const answer = await call('GET', 'voter')
  if (answer.ok || answer.problem.code !== 'unauthenticated') return
  shareSignOut(Date.now())
  forgetAll()
  for (const link of document.querySelectorAll<HTMLElement>('[data-signed-in]')) link.hidden = true
}

/** To the sign-in page, which leads back here, when the API says that nobody is signed in. */
export function leaveIfSignedOut(problem: Problem): boolean {
  if (problem.code !== 'unauthenticated') return false
  leave()
  keepTyped()
  return true
}

function leave(): void {
  times = undefined
  part('page').hidden = true
  forgetAll()
  location.replace(`/#retour=${location.pathname}`)
}

/** On the sign-in page: where to go next; says why the voter is here when a page sent them. */
export function pathAfterSignIn(): string {
  const path = /^#retour=(\/(?:espace|identifiant|vote)\/)$/.exec(location.hash)?.[1]
  if (!path) return '/espace/'
  showNotice(
    hasDraft()
      ? 'Votre session est terminée. Ce que vous avez saisi est gardé, sauf le NUMEN et le code de sécurité : connectez-vous pour continuer.'
      : "Votre session est terminée, ou n'est pas ouverte. Connectez-vous pour continuer.",
  )
  return path
}

async function signOut(): Promise<void> {
  clearTop()
  const answer = await call('DELETE', 'session')
  if (answer.ok || answer.problem.code === 'unauthenticated') {
    shareSignOut(Date.now())
    forgetAll()
    location.replace('/')
    return
  }
  showNotice(
    "Nous n'avons pas pu confirmer votre déconnexion. Réessayez ; sur un ordinateur partagé, fermez aussi le navigateur.",
  )
}

// « Retour » after signing out, in this tab or another, would show the personal page again, from the
// browser's memory.
function hideFromHistory(): void {
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) location.reload()
  })
}

function watchSession(): void {
  for (const type of ['keydown', 'pointerdown', 'touchstart', 'input']) {
    document.addEventListener(type, noteAct, { capture: true, passive: true })
  }
  document.addEventListener('visibilitychange', tick)
  for (const type of ['pageshow', 'storage']) window.addEventListener(type, tick)
  part('session').addEventListener('focusin', ({ relatedTarget }) => {
    focusedBefore = relatedTarget
  })
}

function noteAct(): void {
  // Once the voter is asked, only their answer counts.
  if (!isWarned()) lastActedAt = Date.now()
}

function tick(): void {
  clearTimeout(timer)
  if (!times || renewing) return
  times = latestSessionTimes(times)
  const now = Date.now()
  const step = nextSessionStep({ ...times, now, lastActedAt })
  if (step === 'over') {
    const { endsAt } = times
    leave()
    // Nothing is kept of who signed out in another tab.
    if (endsAt) keepTyped()
    return
  }
  if (step === 'renew') {
    void renew()
    return
  }
  if (typeof step === 'object') hideWarning()
  else warn(step === 'warn-last', times.expiresAt - now)
  const next = typeof step === 'object' ? step.sleepUntil : times.expiresAt
  timer = setTimeout(tick, Math.min(TICK_MS, next - now))
}

async function renew(): Promise<void> {
  if (renewing) return
  renewing = true
  if (isWarned()) setText('session-text', 'Un instant…')
  const answer = await getVoter()
  renewing = false
  if (!answer.ok) {
    if (leaveIfSignedOut(answer.problem)) return
    // The voter is asked, and may try again.
    lastActedAt = 0
    failure = `${answer.problem.title} `
  }
  tick()
}

/** Beside what stands above the title, and without taking the focus from what is typed. */
function warn(isLast: boolean, leftMs: number): void {
  if (!isWarned()) {
    part('session').append(copyOf('session-notice'))
    part('session-renew').onclick = () => void renew()
  }
  part('session-renew').hidden = isLast
  setText('session-text', failure + (isLast ? lastText() : warningText(leftMs)))
}

function isWarned(): boolean {
  return part('session').hasChildNodes()
}

function lastText(): string {
  const { session, election } = signedIn as Voter
  const time = formatTime(new Date(session.endsAt), election.timeZone)
  return `Votre session prend fin à ${time} (${zoneName(election.timeZone)}). Elle a atteint sa durée maximale, par sécurité : vous devrez vous reconnecter.`
}

function hideWarning(): void {
  failure = ''
  const notice = part('session')
  const hadFocus = notice.contains(document.activeElement)
  notice.textContent = ''
  if (!hadFocus) return
  const back = focusedBefore instanceof HTMLElement && isShown(focusedBefore)
  if (back) (focusedBefore as HTMLElement).focus()
  else focusOn(document.querySelector('h1') as HTMLElement)
}
