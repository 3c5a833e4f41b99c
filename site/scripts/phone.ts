import type { Voter } from '../../shared/contract/voter.ts'
import {
  changedMeanwhileText,
  codeAcceptedText,
  codeRequestedText,
  phoneRemovedText,
  phoneStateText,
  unconfirmedText,
  wrongPasswordText,
} from '../../shared/texts/account/known-phone.ts'
import { enablePasswordToggle } from './account/password-field.ts'
import { createPageSession } from './account/session.ts'
import { isSharedComputer } from './account/session-clock.ts'
import { type Answer, call, type Problem, UNREACHABLE } from './api.ts'
import { clearErrors, field, onSubmit, showProblem, showUnconfirmed } from './form.ts'
import { focusOn, isShown, query, setText, show, showBanner, showFailure } from './page.ts'
import { mayEndWaitByCode, obstacleText } from './reissue/availability.ts'
import { draftOf, forgetDraft, keepDraft } from './reissue/draft.ts'
import { followVoter } from './reissue/follow-voter.ts'
import { createVoterView } from './reissue/voter-view.ts'
import { recall, remember } from './tab-memory.ts'

const form = query('form') as HTMLFormElement
const codeForm = query('code-form') as HTMLFormElement
const endWaitForm = query('lift') as HTMLFormElement
const removalForm = query('removal') as HTMLFormElement
const phone = field(form, 'phone')
const password = field(form, 'password')

let pendingCode: { maskedPhone: string; expiresAt: string } | null = null
let shownPhoneEnding = ''
let view: ReturnType<typeof createVoterView>

const session = createPageSession()
/** Key of a pending code in the tab's memory: a phone may reload the page while the voter reads the SMS. */
const pendingCodeKey = () => `phone-code ${session.latestView().session.endsAt}`

enablePasswordToggle(password)
// Enter in the password field submits this form even while its button is hidden, so the shown button is pressed.
form.addEventListener('submit', (event) => {
  if (!query('registration').hidden) return
  event.stopImmediatePropagation()
  event.preventDefault()
  Array.from(query('change').querySelectorAll<HTMLElement>('[type=submit]')).find(isShown)?.click()
})
onSubmit(form, () => requestCode({ phone: phone.value }))
onSubmit(endWaitForm, () => requestCode({}))
onSubmit(codeForm, async () => {
  const code = field(codeForm, 'code').value
  return finishSubmission(
    codeForm,
    await call('POST /api/phone/confirmation', { code }),
    codeAcceptedText,
  )
})
onSubmit(removalForm, async () => {
  const answer = await call('POST /api/phone/removal', { password: password.value })
  return finishSubmission(form, answer, phoneRemovedText)
})
query('restart').onclick = (event) => {
  event.preventDefault()
  clearErrors()
  setPendingCode(null)
  focusOn(query('state'))
}
void open()

async function open(): Promise<void> {
  const initialView = await session.open()
  if (!initialView) return
  pendingCode = JSON.parse(recall(pendingCodeKey()) || 'null')
  if (Date.parse(String(pendingCode?.expiresAt)) < initialView.at) pendingCode = null
  restorePhone(initialView.body, initialView.at)
  view = createVoterView(initialView, ({ body }, now) => render(body, now))
  show('phone')
  await followVoter(initialView, session, view)
}

function restorePhone({ email, session }: Voter, at: number): void {
  // Browsers would offer the number to the next person.
  if (isSharedComputer(session, at)) phone.autocomplete = 'off'
  else {
    phone.value = draftOf('phone-draft', email) ?? ''
    phone.addEventListener('input', () => keepDraft('phone-draft', email, phone.value))
  }
}

function render(voter: Voter, at: number): void {
  const { phones, election, reissue } = voter
  if (!phones) return
  const { known, registration } = phones
  const { timeZone } = election
  const closesAt = new Date(reissue.closesAt)
  const now = new Date(at)
  const text = pendingCode
    ? codeRequestedText(pendingCode.maskedPhone, pendingCode.expiresAt, timeZone)
    : phoneStateText(phones, obstacleText(voter, at), closesAt, timeZone, now)
  setText('state', text)
  if (shownPhoneEnding !== String(known?.ending)) clearErrors()
  shownPhoneEnding = String(known?.ending)
  const until = reissue.bothFactorsLostUntil
  endWaitForm.hidden = !(until && now < new Date(until) && mayEndWaitByCode(voter, at))
  const isOpen = registration === 'open' && now < closesAt
  query('registration').hidden = !isOpen
  query('purpose').hidden = reissue.remaining < 1
  query('change').hidden = Boolean(pendingCode || election.suspended || !(isOpen || known))
  removalForm.hidden = !known
  codeForm.hidden = !pendingCode
}

function setPendingCode(code: typeof pendingCode): void {
  pendingCode = code
  remember(pendingCodeKey(), code ? JSON.stringify(code) : '')
  codeForm.reset()
  view.redraw()
}

async function requestCode(target: { phone?: string }): Promise<boolean> {
  const answer = await call('POST /api/phone', { ...target, password: password.value })
  if (!answer.ok) return refuse(form, answer.problem)
  setPendingCode(answer.body)
  focusOn(query('code-title'))
  return false
}

async function finishSubmission(
  submittedForm: HTMLFormElement,
  answer: Answer<unknown>,
  text: string,
) {
  if (!answer.ok) return refuse(submittedForm, answer.problem)
  const refreshedView = await session.getView()
  if (!refreshedView.ok && session.leaveIfSignedOut(refreshedView.problem)) return true
  form.reset()
  forgetDraft('phone-draft')
  setPendingCode(null)
  if (refreshedView.ok) view.show(refreshedView.body, refreshedView.at)
  else {
    query('phone').hidden = true
    showFailure(refreshedView.problem)
  }
  showBanner(text)
  return false
}

const problemTitles = new Map<Problem['code'], string>([
  ['phone-unknown', changedMeanwhileText],
  ['wrong-credentials', wrongPasswordText],
])

async function refuse(submittedForm: HTMLFormElement, problem: Problem): Promise<boolean> {
  if (session.leaveIfSignedOut(problem)) return true
  const { code } = problem
  if (code === UNREACHABLE) {
    showUnconfirmed(submittedForm, unconfirmedText, problem)
    return false
  }
  const isCodeInvalid = pendingCode && ['code-expired', 'phone-taken'].includes(code)
  if (isCodeInvalid) setPendingCode(null)
  const refreshedView = await session.getView()
  if (!refreshedView.ok && session.leaveIfSignedOut(refreshedView.problem)) return true
  if (refreshedView.ok) view.show(refreshedView.body, refreshedView.at)
  const title = problemTitles.get(code)
  showProblem(isCodeInvalid ? form : submittedForm, title ? { code, title } : problem, {
    'wrong-code': 'code',
    'wrong-credentials': 'password',
    'phone-taken': 'phone',
  })
  return false
}
