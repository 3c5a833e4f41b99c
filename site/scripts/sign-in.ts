import { call, type Problem } from './api.ts'
import { clearErrors, field, onSubmit, showProblem } from './form.ts'
import { part } from './page.ts'
import { letShowPassword } from './password-field.ts'
import { pathAfterSignIn, rememberSignedIn, showLinksIfSignedIn } from './session.ts'

const form = part('form') as HTMLFormElement
const password = field(form, 'password')

const cookiesRefused: Problem = {
  code: 'cookies-refused',
  title: 'Votre navigateur refuse les cookies, nécessaires à la connexion.',
  detail: 'Autorisez les cookies de ce site, puis connectez-vous de nouveau.',
}

showLinksIfSignedIn()
letShowPassword(password)
const next = pathAfterSignIn()
onSubmit(form, async () => {
  clearErrors(form)
  const answer = await call('POST', 'session', {
    email: field(form, 'email').value,
    password: password.value,
  })
  if (!answer.ok) {
    showProblem(form, answer.problem)
    return false
  }
  const session = await call('GET', 'voter')
  if (!session.ok && session.problem.code === 'unauthenticated') {
    showProblem(form, cookiesRefused)
    return false
  }
  form.reset()
  rememberSignedIn()
  location.assign(next)
  return true
})

// The browser keeps a page that was left, and « Retour » would show the password again.
window.addEventListener('pagehide', () => form.reset())
