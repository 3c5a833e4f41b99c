import { call, type Problem } from './api.ts'
import { WayThrough } from './captcha.ts'
import { clearErrors, field, onSubmit } from './form.ts'
import { copyOf, part } from './page.ts'
import { letShowPassword } from './password-field.ts'
import { forgetPasswordLink } from './password-link.ts'
import { pathAfterSignIn, rememberSignedIn, showLinksIfSignedIn } from './session.ts'

const form = part('form') as HTMLFormElement
const password = field(form, 'password')
const wayThrough = new WayThrough(form, 'session/captchas')

const cookiesRefused: Problem = {
  code: 'cookies-refused',
  title: 'Votre navigateur refuse les cookies, nécessaires à la connexion.',
  detail: 'Autorisez les cookies de ce site, puis connectez-vous de nouveau.',
}

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
    ...wayThrough.typed(),
  })
  if (!answer.ok) {
    const { problem } = answer
    const wayOut = problem.code === 'too-many-attempts' ? [copyOf('new-password')] : []
    wayThrough.showRefusal(problem, wayOut)
    return false
  }
  const session = await call('GET', 'voter')
  if (!session.ok && session.problem.code === 'unauthenticated') {
    wayThrough.showRefusal(cookiesRefused)
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
