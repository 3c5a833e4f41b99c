import { type Ballot, call, UNREACHABLE, type Voter } from './api.ts'
import { clearErrors, errorsOf, field, onSubmit, showErrors } from './form.ts'
import { element, focusOn, part, show, showFailure, showLoading } from './page.ts'
import { letShowPassword } from './password-field.ts'
import { hideFromHistory, leaveIfSignedOut, rememberSignedIn } from './session.ts'

const form = part('form') as HTMLFormElement
const password = field(form, 'password')

hideFromHistory()
letShowPassword(password)
onSubmit(form, send)
void open()

async function open(): Promise<void> {
  showLoading()
  const [voter, booth] = await Promise.all([call<Voter>('GET', 'voter'), getBallots()])
  if (!voter.ok) {
    if (!leaveIfSignedOut(voter.problem)) showFailure(voter.problem)
    return
  }
  rememberSignedIn()
  if (booth.ok) showBallots(booth.body.ballots)
  else show('content')
}

async function send(): Promise<boolean> {
  clearErrors(form)
  const entry = await call('POST', 'booth/session', {
    identifier: field(form, 'identifier').value,
    password: password.value,
  })
  const booth = entry.ok ? await getBallots() : entry
  if (booth.ok) {
    password.value = ''
    showBallots((booth.body as { ballots: Ballot[] }).ballots)
    focusOn(part('ballots-title'))
    return false
  }
  const { problem } = booth
  if (leaveIfSignedOut(problem)) return true
  if (problem.code !== UNREACHABLE) password.value = ''
  const errors = errorsOf(problem).map((error) => ({
    ...error,
    ...(problem.code === 'wrong-credentials' ? { field: 'identifier', summaryOnly: true } : {}),
  }))
  showErrors(form, errors, problem.detail)
  return false
}

function getBallots() {
  return call<{ ballots: Ballot[] }>('GET', 'booth')
}

function showBallots(ballots: Ballot[]): void {
  part('content').hidden = true
  part('ballots').textContent = ''
  part('ballots').append(...ballots.map(({ title }) => element('li', '', title)))
  show('booth')
}
