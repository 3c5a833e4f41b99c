import { call, UNREACHABLE } from './api.ts'
import { clearErrors, errorsOf, field, onSubmit, showErrors } from './form.ts'
import { part } from './page.ts'
import { letShowPassword } from './password-field.ts'
import { explainReturn, rememberSignedIn } from './session.ts'

const form = part('form') as HTMLFormElement
const email = field(form, 'email')
const password = field(form, 'password')

letShowPassword(password)
explainReturn()
onSubmit(form, async () => {
  clearErrors(form)
  const answer = await call('POST', 'session', { email: email.value, password: password.value })
  if (answer.ok) {
    rememberSignedIn()
    location.assign('/espace/')
    return true
  }
  const { problem } = answer
  if (problem.code !== UNREACHABLE) password.value = ''
  const errors = errorsOf(problem).map((error) => ({
    ...error,
    ...(problem.code === 'wrong-credentials' ? { field: 'email', summaryOnly: true } : {}),
  }))
  showErrors(form, errors, problem.detail)
  return false
})
