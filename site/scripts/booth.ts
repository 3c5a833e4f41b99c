import type { Ballot } from '../../shared/contract/booth.ts'
import { call } from './api.ts'
import { WayThrough } from './captcha.ts'
import { clearErrors, field, onSubmit } from './form.ts'
import { element, focusOn, part, show } from './page.ts'
import { letShowPassword } from './password-field.ts'
import { leaveIfSignedOut, signedInVoter } from './session.ts'
import { recall, remember } from './tab-memory.ts'

// Where the booth was not entered, asking for its ballots is only an error in the browser's console.
const ENTERED = 'isoloir'

const form = part('form') as HTMLFormElement
const password = field(form, 'password')
const wayThrough = new WayThrough(form, 'captchas')

letShowPassword(password)
window.addEventListener('pagehide', () => form.reset())
onSubmit(form, send)
void open()

async function open(): Promise<void> {
  const [signedIn, booth] = await Promise.all([
    signedInVoter(),
    recall(ENTERED) ? getBallots() : undefined,
  ])
  if (!signedIn) return
  if (booth?.ok) showBallots(booth.body.ballots)
  else show('content')
}

async function send(): Promise<boolean> {
  clearErrors(form)
  const entry = await call('POST', 'booth/session', {
    identifier: field(form, 'identifier').value,
    password: password.value,
    ...wayThrough.typed(),
  })
  const booth = entry.ok ? await getBallots() : entry
  if (booth.ok) {
    form.reset()
    wayThrough.end()
    remember(ENTERED, 'oui')
    showBallots(booth.body.ballots)
    focusOn(part('ballots-title'))
    return false
  }
  if (leaveIfSignedOut(booth.problem)) return true
  wayThrough.showRefusal(booth.problem)
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
