import { cookiesRefusedText } from '../../shared/texts/connection.ts'
import { askedForCodeText, codeFilledText } from '../../shared/texts/mailed-code.ts'
import { sessionOverText, sessionOverTypedKeptText } from '../../shared/texts/session.ts'
import { call, type Problem } from './api.ts'
import { RetryCode } from './captcha.ts'
import { hasDraft } from './draft.ts'
import { clearErrors, field, onSubmit, showProblem } from './form.ts'
import { copyOf, part, setText, showBanner } from './page.ts'
import { letShowPassword } from './password-field.ts'
import { forgetPasswordLink } from './password-link.ts'
import { rememberSignedIn, showLinksIfSignedIn } from './signed-in.ts'

const form = part('form') as HTMLFormElement
const password = field(form, 'password')
const mailedCode = field(form, 'mailedCode')
const retryCode = new RetryCode(form, 'session/captchas')

const cookiesRefused: Problem = { code: 'cookies-refused', ...cookiesRefusedText }

// Without this script the answer would be shown as the API writes it.
form.hidden = false
showLinksIfSignedIn()
letShowPassword(password)
const next = pathAfterSignIn()
fillMailedCode()
// In a tab that shows this page already, the link loads nothing.
window.addEventListener('hashchange', fillMailedCode)
part('mailed-code-ask').onclick = () => void askForCode()
onSubmit(form, async () => {
  clearErrors(form)
  const answer = await call('POST', 'session', {
    email: field(form, 'email').value,
    password: password.value,
    ...retryCode.typed(),
    ...(field(form, 'sharedComputer').checked && { sharedComputer: true }),
    ...(mailedCode.value.trim() && { mailedCode: mailedCode.value }),
  })
  if (!answer.ok) {
    const { problem } = answer
    if (problem.code === 'too-many-attempts') part('mailed-code').hidden = false
    const advice = problem.code === 'too-many-attempts' ? [copyOf('new-password')] : []
    retryCode.showRefusal(problem, advice)
    return false
  }
  const session = await call('GET', 'voter')
  if (!session.ok && session.problem.code === 'unauthenticated') {
    retryCode.showRefusal(cookiesRefused)
    return false
  }
  form.reset()
  // It may be another voter's, who left this tab open.
  forgetPasswordLink()
  rememberSignedIn()
  location.assign(next)
  return true
})

// The browser keeps a page that was left, and « Retour » would show the password again.
window.addEventListener('pagehide', () => form.reset())

/** The link of the e-mail was opened here. It only fills a field: programs open links too. */
function fillMailedCode(): void {
  const code = /^#code=(\d{12})$/.exec(location.hash)?.[1]
  if (!code) return
  history.replaceState(null, '', location.pathname)
  part('mailed-code').hidden = false
  mailedCode.value = code
  showBanner(codeFilledText)
}

async function askForCode(): Promise<void> {
  clearErrors(form)
  const email = field(form, 'email').value
  const answer = await call('POST', 'account/link', { email, wants: 'sign-in-code' })
  if (!answer.ok) {
    showProblem(form, answer.problem)
    return
  }
  setText('mailed-code-status', askedForCodeText)
  mailedCode.focus()
}

/** Where to go next; says why the voter is here when a page sent them. */
function pathAfterSignIn(): string {
  const path = /^#retour=(\/(?:espace|identifiant|vote)\/)$/.exec(location.hash)?.[1]
  if (!path) return '/espace/'
  showBanner(hasDraft() ? sessionOverTypedKeptText : sessionOverText)
  return path
}
