import { cookiesRefusedText } from '../../shared/texts/connection.ts'
import { sessionOverText, sessionOverTypedKeptText } from '../../shared/texts/session.ts'
import { call, type Problem } from './api.ts'
import { RetryCode } from './captcha.ts'
import { hasDraft } from './draft.ts'
import { clearErrors, field, onSubmit } from './form.ts'
import { copyOf, part, showBanner } from './page.ts'
import { letShowPassword } from './password-field.ts'
import { forgetPasswordLink } from './password-link.ts'
import { rememberSignedIn, showLinksIfSignedIn } from './signed-in.ts'

const form = part('form') as HTMLFormElement
const password = field(form, 'password')
const retryCode = new RetryCode(form, 'session/captchas')

const cookiesRefused: Problem = { code: 'cookies-refused', ...cookiesRefusedText }

// Without this script the answer would be shown as the API writes it.
form.hidden = false
showLinksIfSignedIn()
letShowPassword(password)
const next = pathAfterSignIn()
onSubmit(form, async () => {
  clearErrors(form)
  const answer = await call('POST', 'session', {
    email: field(form, 'email').value,
    password: password.value,
    ...retryCode.typed(),
  })
  if (!answer.ok) {
    const { problem } = answer
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

/** Where to go next; says why the voter is here when a page sent them. */
function pathAfterSignIn(): string {
  const path = /^#retour=(\/(?:espace|identifiant|vote)\/)$/.exec(location.hash)?.[1]
  if (!path) return '/espace/'
  showBanner(hasDraft() ? sessionOverTypedKeptText : sessionOverText)
  return path
}
