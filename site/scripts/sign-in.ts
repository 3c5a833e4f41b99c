import { call } from './api.ts'
import { clearErrors, field, onSubmit, showProblem } from './form.ts'
import { part } from './page.ts'
import { letShowPassword } from './password-field.ts'
import { pathAfterSignIn, rememberSignedIn, showLinksIfSignedIn } from './session.ts'

const form = part('form') as HTMLFormElement
const password = field(form, 'password')

showLinksIfSignedIn()
letShowPassword(password)
const next = pathAfterSignIn()
onSubmit(form, async () => {
  clearErrors(form)
  const answer = await call('POST', 'session', {
    email: field(form, 'email').value,
    password: password.value,
  })
  if (answer.ok) {
    rememberSignedIn()
    location.assign(next)
    return true
  }
  showProblem(form, answer.problem)
  return false
})
