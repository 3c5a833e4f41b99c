import type { Calendar } from '../../shared/contract/calendar.ts'
import { codeWaitText } from '../../shared/texts/account/link-wait.ts'
import {
  codeFilledText,
  codeRequestedText,
  invalidMailedCodeText,
  offerMailedCodeText,
} from '../../shared/texts/account/mailed-code.ts'
import {
  sessionEndedPhoneKeptText,
  sessionOverDraftKeptText,
  sessionOverText,
  signedOutText,
  signInFirstText,
  wrongSignInText,
} from '../../shared/texts/account/session.ts'
import { cookiesRefusedText } from '../../shared/texts/connection.ts'
import { enablePasswordToggle } from './account/password-field.ts'
import { forgetPasswordLink } from './account/password-link.ts'
import { isSessionOpen, isSignedOut, sessionEndedAt } from './account/session-clock.ts'
import { openPublicPage, rememberSignedIn, wasSignedIn } from './account/signed-in.ts'
import { keepEmail, markSharedComputer, takeEmail } from './account/typed-email.ts'
import { announce } from './announcement.ts'
import { call, type Problem } from './api.ts'
import { createRetryCaptcha } from './captcha.ts'
import { clearErrors, field, onSubmit, showAlternative, showProblem } from './form.ts'
import { query, setText, showBanner } from './page.ts'
import { forgetAllButDrafts, hasDraft } from './reissue/draft.ts'
import { forgetAll } from './tab-memory.ts'

const MAX_REDIRECT_DELAY_MS = 10_000

const form = query('form') as HTMLFormElement
const email = field(form, 'email')
const password = field(form, 'password')
const sharedComputer = field(form, 'sharedComputer')
const mailedCode = field(form, 'mailedCode')
const codeButton = query('mailed-code-ask') as HTMLButtonElement
const retryCaptcha = createRetryCaptcha(form, 'session/captchas')

let isRequestingCode = false
let invitation: Element | null = null

const cookiesRefusedProblem: Problem = { code: 'cookies-refused', ...cookiesRefusedText }

// The form is hidden until now: without this script, submitting it would show the API's raw response.
form.hidden = false
query('planned').hidden = Date.now() >= Date.parse(query('planned').dataset.planned as string)
enablePasswordToggle(password)
email.value = takeEmail('sign-in')
const wasRedirected = location.hash !== ''
const nextPath = pathAfterSignIn()
void openPublicPage(hideInvitation).then(hideInvitation)
document.addEventListener('click', keepTypedEmail)
// The back button may restore this page after the voter has signed in.
addEventListener('pageshow', () => void leaveIfSignedIn())
fillMailedCode()
// A link to this same page changes only the hash, which loads nothing.
addEventListener('hashchange', fillMailedCode)
codeButton.onclick = () => void requestCodeOnce()
query('mailed-code-offer').onclick = (event) => {
  event.preventDefault()
  query('mailed-code').hidden = false
  codeButton.focus()
}
onSubmit(form, async () => {
  const answer = await call('POST /api/session', {
    email: email.value,
    password: password.value,
    ...retryCaptcha.readAnswer(),
    ...(sharedComputer.checked && { sharedComputer: true }),
    ...(mailedCode.value.trim() && { mailedCode: mailedCode.value }),
  })
  if (!answer.ok) {
    showRefusal(answer.problem)
    return false
  }
  const session = await call('GET /api/voter')
  if (!session.ok && session.problem.code === 'unauthenticated') {
    retryCaptcha.showRefusal(cookiesRefusedProblem)
    return false
  }
  form.reset()
  // The stored link may belong to another voter who used this tab.
  forgetPasswordLink()
  takeEmail('password')
  rememberSignedIn()
  location.assign(nextPath)
  return true
})

// The back button could otherwise show the password again.
addEventListener('pagehide', () => form.reset())

/** Does not submit the form: mail scanners open links too. */
function fillMailedCode(): void {
  const code = /^#code=(\d{12})$/.exec(location.hash)?.[1]
  if (!code) return
  history.replaceState(null, '', location.pathname)
  query('mailed-code').hidden = false
  mailedCode.value = code
  showBanner(codeFilledText)
}

function hideInvitation(calendar?: Calendar): void {
  if (!calendar?.suspended) return
  invitation?.remove()
  query('planned').hidden = true
}

function showRefusal(refusal: Problem): void {
  // The announcement's next poll may be a minute away.
  if (refusal.code === 'suspended' && !query('announcement').firstChild)
    void announce().then(hideInvitation)
  const isWrongPair = refusal.code === 'wrong-credentials'
  const problem = isWrongPair ? { ...refusal, title: wrongSignInText } : refusal
  if (problem.mailedCode) retryCaptcha.hide()
  else retryCaptcha.showRefusal(problem)
  const hasCode = mailedCode.value.trim() !== ''
  // After a valid code, the API offers neither captcha nor code, so an offer means that a typed code is invalid.
  if (!problem.mailedCode && !(problem.captcha && hasCode)) return
  query('mailed-code').hidden = false
  showAlternative(form, problem, codeButton, hasCode ? invalidMailedCodeText : offerMailedCodeText)
}

/** A double press must not use up two of the day's e-mails. */
async function requestCodeOnce(): Promise<void> {
  if (isRequestingCode) return
  isRequestingCode = true
  await requestCode()
  isRequestingCode = false
}

async function requestCode(): Promise<void> {
  clearErrors()
  const answer = await call('POST /api/account/link', { email: email.value, wants: 'sign-in-code' })
  if (!answer.ok) {
    showProblem(form, answer.problem)
    return
  }
  setText('mailed-code-status', codeRequestedText)
  mailedCode.focus()
  const wait = await call('GET /api/account/link-wait')
  const waitText = wait.ok ? codeWaitText(wait.body) : ''
  if (waitText) setText('mailed-code-status', `${codeRequestedText} ${waitText}`)
}

function pathAfterSignIn(): string {
  const [, signOutMark, path] =
    /^#(?:(fin)|retour=(\/(?:espace(?:\/(?:sessions|assistance))?|identifiant|notice|telephone|vote)\/))$/.exec(
      location.hash,
    ) ?? []
  const reason = signOutMark || path ? reasonText(signOutMark !== undefined, path) : ''
  if (reason) showBanner(reason)
  if (reason !== signedOutText) invitation = query('top').firstElementChild
  if (signOutMark) history.replaceState(null, '', location.pathname)
  return path ?? '/espace/'
}

function reasonText(isSignOut: boolean, path?: string): string {
  const hadSession = wasSignedIn()
  const endedAt = sessionEndedAt()
  if (endedAt) forgetAll()
  else forgetAllButDrafts()
  const isJustSignedOut = isSignedOut() && Date.now() - endedAt < MAX_REDIRECT_DELAY_MS
  if (isSignOut || isJustSignedOut) return signedOutText
  if (path === '/telephone/' && hasDraft('phone-draft')) return sessionEndedPhoneKeptText
  if (hasDraft('draft')) return sessionOverDraftKeptText
  return hadSession ? sessionOverText : signInFirstText
}

async function leaveIfSignedIn(): Promise<void> {
  if (wasRedirected || !isSessionOpen(Date.now())) return
  if ((await call('GET /api/voter')).ok) location.replace('/espace/')
}

function keepTypedEmail({ target }: Event): void {
  const passwordLink = (target as Element).closest('[href="/mot-de-passe/"]')
  if (!passwordLink) return
  if (sharedComputer.checked) markSharedComputer()
  else keepEmail('password', email.value.trim())
}
