import type { Ballot } from '../../shared/contract/booth.ts'
import { call } from './api.ts'
import { RetryCode } from './captcha.ts'
import { clearErrors, field, onSubmit, showProblem } from './form.ts'
import { identifierProblem } from './identifier-check.ts'
import { element, focusOn, part, show } from './page.ts'
import { letShowPassword } from './password-field.ts'
import { pageSession } from './session.ts'
import { recall, remember } from './tab-memory.ts'

// Where the booth was not entered, asking for its ballots is only an error in the browser's console.
const ENTERED = 'booth-entered'

const form = part('form') as HTMLFormElement
const identifier = field(form, 'identifier')
const password = field(form, 'password')
const retryCode = new RetryCode(form, 'captchas')
const session = pageSession()

letShowPassword(password)
window.addEventListener('pagehide', () => form.reset())
onSubmit(form, send)
void open()

async function open(): Promise<void> {
  const [signedIn, booth] = await Promise.all([
    session.open(),
    recall(ENTERED) ? getBallots() : undefined,
  ])
  if (!signedIn) return
  if (booth?.ok) showBallots(booth.body.ballots)
  else show('content')
}

async function send(): Promise<boolean> {
  clearErrors()
  const problem = identifierProblem(identifier.value)
  if (problem) {
    showProblem(form, problem, { [problem.code]: 'identifier' })
    return false
  }
  const entry = await call('POST', 'booth/session', {
    identifier: identifier.value,
    password: password.value,
    ...retryCode.typed(),
  })
  const booth = entry.ok ? await getBallots() : entry
  if (booth.ok) {
    form.reset()
    retryCode.end()
    remember(ENTERED, 'yes')
    showBallots(booth.body.ballots)
    focusOn(part('ballots-title'))
    return false
  }
  if (session.leaveIfSignedOut(booth.problem)) return true
  retryCode.showRefusal(booth.problem)
  return false
}

function getBallots() {
  return call('GET', 'booth')
}

function showBallots(ballots: Ballot[]): void {
  part('content').hidden = true
  part('ballots').textContent = ''
  part('ballots').append(...ballots.map(({ title }) => element('li', '', title)))
  show('booth')
}
