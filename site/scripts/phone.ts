import type { Voter } from '../../shared/contract/voter.ts'
import {
  codeSentText,
  delayLiftedText,
  liftByCodeText,
  phoneRegisteredText,
  phoneRemovedText,
  phoneStateText,
} from '../../shared/texts/account/known-phone.ts'
import { bothFactorsLostText } from '../../shared/texts/reissue/reissue-availability.ts'
import { enablePasswordToggle } from './account/password-field.ts'
import { pageSession } from './account/session.ts'
import { type Answer, call, type Problem } from './api.ts'
import { field, onSubmit, showProblem } from './form.ts'
import { focusOn, part, setText, show, showBanner } from './page.ts'

const session = pageSession()
const form = part('form') as HTMLFormElement
const codeForm = part('code-form') as HTMLFormElement
const liftForm = part('lift') as HTMLFormElement
const removalForm = part('removal') as HTMLFormElement
const phone = field(form, 'phone')
const password = field(form, 'password')

let confirmedText = phoneRegisteredText

enablePasswordToggle(password)
onSubmit(form, () => requestCode({ phone: phone.value }, phoneRegisteredText))
onSubmit(liftForm, () => requestCode({}, delayLiftedText))
onSubmit(codeForm, async () => {
  const code = field(codeForm, 'code').value
  return finish(codeForm, await call('POST /api/phone/confirmation', { code }), confirmedText)
})
onSubmit(removalForm, async () => {
  const answer = await call('POST /api/phone/removal', { password: password.value })
  return finish(form, answer, phoneRemovedText)
})
void open()

async function open(): Promise<void> {
  const signedIn = await session.open()
  if (!signedIn) return
  draw(signedIn.body, signedIn.at)
  show('phone')
}

function draw({ phones, election, reissue }: Voter, at: number): void {
  if (!phones) return
  const { timeZone } = election
  const now = new Date(at)
  const { known, registration } = phones
  setText('state', phoneStateText(phones, timeZone, now))
  const maySendCode = registration !== 'no-codes' && now < new Date(election.voteClosesAt)
  const until = known?.settled && maySendCode ? reissue.bothFactorsLostUntil : null
  liftForm.hidden = !until
  if (until) setText('lift-text', `${bothFactorsLostText(until, timeZone, now)} ${liftByCodeText}`)
  const isOpen = registration === 'open'
  part('registration').hidden = !isOpen
  part('change').hidden = !isOpen && !known
  removalForm.hidden = !known
  codeForm.hidden = true
}

async function requestCode(target: { phone?: string }, text: string): Promise<boolean> {
  confirmedText = text
  const answer = await call('POST /api/phone', { ...target, password: password.value })
  if (!answer.ok) return refuse(form, answer.problem)
  setText('state', codeSentText(answer.body.maskedPhone.slice(-2)))
  part('change').hidden = true
  codeForm.hidden = false
  focusOn(part('code-title'))
  return false
}

async function finish(
  within: HTMLFormElement,
  answer: Answer<unknown>,
  text: string,
): Promise<boolean> {
  if (!answer.ok) return refuse(within, answer.problem)
  form.reset()
  codeForm.reset()
  if (await redraw()) return true
  showBanner(text)
  return false
}

/** Returns true if the voter is signed out and leaves the page. */
async function redraw(): Promise<boolean> {
  const view = await session.getView()
  if (!view.ok) return session.leaveIfSignedOut(view.problem)
  draw(view.body, view.at)
  return false
}

async function refuse(within: HTMLFormElement, problem: Problem): Promise<boolean> {
  if (session.leaveIfSignedOut(problem)) return true
  if (problem.code === 'code-expired') {
    if (await redraw()) return true
    within = form
  }
  showProblem(within, problem, {
    'wrong-code': 'code',
    'wrong-credentials': 'password',
    'phone-taken': 'phone',
  })
  return false
}
