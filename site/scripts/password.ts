import { linkWaitText } from '../../shared/texts/account/link-wait.ts'
import { unconfirmedPasswordText } from '../../shared/texts/account/password.ts'
import { enablePasswordToggle } from './account/password-field.ts'
import {
  forgetPasswordLink,
  isReloadedOrRestored,
  openPasswordLink,
  type PasswordLink,
} from './account/password-link.ts'
import { commonPasswordCheck, passwordFeedback, weaknessOf } from './account/password-strength.ts'
import { forgetSessionIfEnded, openPublicPage } from './account/signed-in.ts'
import { keepEmail, takeEmail } from './account/typed-email.ts'
import { call, isTemporary, type Problem } from './api.ts'
import { clearErrors, field, onSubmit, showProblem } from './form.ts'
import { holdsLink } from './mailed-link.ts'
import { focusOn, hideLink, query, setHeading, setText, showEmailAddress } from './page.ts'

declare const COMMON_PASSWORDS: string
const isTooCommon = commonPasswordCheck(COMMON_PASSWORDS.split(' '))

/** A screen reader would otherwise announce feedback after every letter. */
const FEEDBACK_DELAY_MS = 600

const requestForm = query('request-form') as HTMLFormElement
const creationForm = query('creation-form') as HTMLFormElement
const email = field(requestForm, 'email')
const password = field(creationForm, 'password')

let feedbackTimer: ReturnType<typeof setTimeout> | undefined
let mayHaveSaved = false

void openPublicPage()
open(openPasswordLink(location.hash, isReloadedOrRestored(performance)))
hideLink(holdsLink)

function open(link: PasswordLink | 'dead' | undefined): void {
  onSubmit(requestForm, requestLink)
  email.value = takeEmail('password')
  query('ask-again').onclick = () => {
    showOnly('request')
    email.focus()
  }
  query('other-link').onclick = forgetPasswordLink
  if (link === undefined) showOnly('request')
  else if (link === 'dead') showDeadLink()
  else offerCreation(link)
}

function showOnly(name: string, heading = 'heading'): HTMLElement {
  const section = query(name)
  for (const block of document.querySelectorAll<HTMLElement>('[data-heading]'))
    block.hidden = block !== section
  return setHeading(section.dataset[heading] as string)
}

async function requestLink(): Promise<undefined> {
  const answer = await call('POST /api/account/link', { email: email.value })
  if (!answer.ok) {
    showProblem(requestForm, answer.problem)
    return
  }
  // The mailed link may be opened in this tab.
  keepEmail('password', email.value.trim())
  setText('link-wait', '')
  showEmailAddress('sent-email', email.value.trim())
  focusOn(showOnly('sent'))
  void showWait()
}

async function showWait(): Promise<void> {
  const wait = await call('GET /api/account/link-wait')
  if (wait.ok) setText('link-wait', linkWaitText(wait.body))
}

function offerCreation({ token, isFirstPassword }: PasswordLink): void {
  enablePasswordToggle(password)
  onSubmit(creationForm, () => savePassword(token))
  password.addEventListener('input', () => {
    clearTimeout(feedbackTimer)
    const update = () => showFeedback(passwordFeedback(password.value, isTooCommon))
    feedbackTimer = setTimeout(update, FEEDBACK_DELAY_MS)
  })
  // The back button could otherwise show the password again.
  addEventListener('pagehide', forgetPassword)
  // If the browser restores this page from its cache, the stored link may be gone.
  addEventListener('pageshow', (event) => {
    if (event.persisted && !query('creation').hidden) location.reload()
  })
  showOnly('creation', isFirstPassword ? 'first' : undefined)
  query('replaces').hidden = isFirstPassword
  void call('POST /api/account/link-preview', { token }).then((answer) => {
    if (!answer.ok && answer.problem.code === 'link-expired' && query('saved').hidden)
      leaveDeadLink()
  })
}

async function savePassword(token: string): Promise<undefined> {
  const message = weaknessOf(password.value, isTooCommon)
  if (message) {
    const errors = [{ field: 'password' as const, message }]
    const isPasswordAccepted = () => !weaknessOf(password.value, isTooCommon)
    showProblem(
      creationForm,
      { code: 'weak-password', title: '', errors },
      {},
      [],
      isPasswordAccepted,
    )
    return
  }
  const answer = await call('PUT /api/account/password', { token, password: password.value })
  if (answer.ok) showSaved()
  else if (answer.problem.code === 'link-expired') leaveDeadLink()
  else showRefusal(answer.problem)
}

function showRefusal(problem: Problem): void {
  showFeedback('')
  const { code, title } = problem
  if (!isTemporary(problem)) {
    showProblem(creationForm, problem, { 'weak-password': 'password' })
    return
  }
  mayHaveSaved = true
  showProblem(creationForm, { code, ...unconfirmedPasswordText(title) })
}

function showSaved(): void {
  forgetPassword()
  forgetPasswordLink()
  focusOn(showOnly('saved'))
  void forgetSessionIfEnded().then(() => keepEmail('sign-in', email.value))
}

function leaveDeadLink(): void {
  clearErrors()
  forgetPassword()
  forgetPasswordLink()
  query('maybe-saved').hidden = !mayHaveSaved
  focusOn(showDeadLink())
}

function showDeadLink(): HTMLElement {
  const heading = showOnly('dead-link')
  query('request').hidden = false
  return heading
}

function forgetPassword(): void {
  creationForm.reset()
  showFeedback('')
}

function showFeedback(text: string): void {
  clearTimeout(feedbackTimer)
  setText('opinion', text)
}
