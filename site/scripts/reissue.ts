import type { Reissue } from '../../shared/contract/reissue.ts'
import type { Voter } from '../../shared/contract/voter.ts'
import { isUnderWay } from '../../shared/domain/reissue/reissue.ts'
import { bothFactorsLostText } from '../../shared/texts/account/known-phone.ts'
import { draftRestoredText } from '../../shared/texts/account/session.ts'
import { dayText } from '../../shared/texts/moments.ts'
import { latestReminder } from '../../shared/texts/reissue/another-request.ts'
import {
  remainingAfterText,
  remainingText,
  unconfirmedReissueText,
} from '../../shared/texts/reissue/reissue-availability.ts'
import { spacedPhone } from '../../shared/texts/sms/phone-formats.ts'
import { createPageSession } from './account/session.ts'
import { isSharedComputer } from './account/session-clock.ts'
import { call, isTemporary, type Problem, UNREACHABLE } from './api.ts'
import { createCaptchaControl } from './captcha.ts'
import { clearErrors, type FieldByCode, field, onSubmit, showProblem } from './form.ts'
import { focusOn, query, setText, show, showBanner, showEmailAddress } from './page.ts'
import { lastingRefusals, obstacleText } from './reissue/availability.ts'
import {
  draftOf,
  forgetDraft,
  keepDraft,
  keepSentIdentity,
  takeSentIdentity,
} from './reissue/draft.ts'
import { followVoter } from './reissue/follow-voter.ts'
import { createKnownPhoneChoice } from './reissue/known-phone.ts'
import { fieldError, readBirthDate } from './reissue/reissue-check.ts'
import { reminderSituationOf } from './reissue/reissue-state.ts'

/** The second click of a double click must not press the recap's button. */
const DOUBLE_CLICK_MS = 500

const form = query('form') as HTMLFormElement
const recapForm = query('recap') as HTMLFormElement
const phone = field(form, 'phone')
const numen = field(form, 'numen')
const birthDate = field(form, 'birthDate')
const captchaInput = field(form, 'captcha')
const inputs = [phone, numen, birthDate, captchaInput] as const
const knownPhone = createKnownPhoneChoice(form, phone)
const fields = () => (knownPhone.isChosen() ? inputs.slice(1) : inputs)
const captcha = createCaptchaControl(captchaInput, 'captchas')

const fieldByCode = {
  'phone-taken': 'phone',
  'phone-limit': 'phone',
  'phone-unknown': 'phone',
  'identity-mismatch': 'numen birthDate',
  'captcha-failed': 'captcha',
} satisfies FieldByCode

const unconfirmedProblem: Problem = { code: UNREACHABLE, ...unconfirmedReissueText }

const session = createPageSession({ onSessionEnd: () => saveDraft(true) })

let email = ''
let timeZone = ''
let closesAt = ''
let latestId: string | undefined
let remainingSentence = ''
let isUnconfirmed = false
let isSharedDevice = false
let isSending = false

// The back button must scroll to the focused element, not to the former position.
history.scrollRestoration = 'manual'
onSubmit(form, showRecap)
onSubmit(recapForm, async () => {
  isSending = true
  isSending = await send()
  return isSending
})
query('recap-edit').onclick = (event) => {
  event.preventDefault()
  closeRecap(fields()[0] as HTMLInputElement)
}
addEventListener('popstate', () => showForm(query('review')))
void open()

async function open(): Promise<void> {
  const initialView = await session.open()
  if (!initialView) return
  const { body: voter, at } = initialView
  if (!render(voter, at)) return
  email = voter.email
  timeZone = voter.election.timeZone
  closesAt = voter.reissue.closesAt
  latestId = voter.reissue.latest?.id
  showEmailAddress('email', email)
  if (voter.emailRefused) {
    query('mailed').hidden = true
    showEmailAddress('unmailed-email', email)
    show('unmailed')
  }
  isSharedDevice = isSharedComputer(voter.session, at)
  // Browsers would offer these values to the next person.
  if (isSharedDevice) for (const input of inputs) input.autocomplete = 'off'
  show('content')
  restoreDraft(voter.reissue)
  if (location.hash === '#numero') {
    knownPhone.useOtherPhone()
    phone.focus()
  }
  form.addEventListener('input', () => saveDraft())
  void captcha.renew()
  await followVoter(initialView, session, {
    show(updatedVoter, now, hasChanged) {
      if (!hasChanged || isSending) return
      if (isRequestedElsewhere(updatedVoter.reissue.latest)) leaveToSpace('en-cours')
      else render(updatedVoter, now)
    },
  })
}

function render(voter: Voter, at: number): boolean {
  const { latest, passwordChangeRequired } = voter.reissue
  if (latest && isUnderWay(latest.state)) {
    leaveToSpace('en-cours')
    return false
  }
  const refusal = obstacleText(voter, at)
  if (refusal) {
    showRefusal(refusal, passwordChangeRequired)
    return false
  }
  knownPhone.render(voter.phones)
  remainingSentence = remainingText(voter.reissue.remaining)
  setText('remaining', remainingSentence)
  const reminder = latest && latestReminder(reminderSituationOf(latest, voter, at))
  const notes = [voter.reissue.usefulText, reminder].filter(Boolean).join(' ')
  setText('latest', notes)
  query('latest').hidden = !notes
  query('recap-valid').hidden = voter.identifier.from === 'nowhere'
  setText('recap-remaining', remainingAfterText(voter.reissue.remaining - 1))
  return true
}

function refuseInvalidFields(): boolean {
  const errors = fields().flatMap(({ name, value, dataset }) => {
    const error = fieldError(name, value)
    return error ? [{ field: name as 'phone', message: dataset[error] as string }] : []
  })
  if (errors.length > 0) refuse({ code: 'invalid-input', title: '', errors })
  return errors.length > 0
}

async function showRecap(): Promise<undefined> {
  if (refuseInvalidFields()) return
  setText(
    'recap-phone',
    knownPhone.isChosen() ? `•• •• •• •• ${knownPhone.lastDigits()}` : spacedPhone(phone.value),
  )
  setText('recap-numen', numen.value.trim().toUpperCase())
  setText('recap-birth-date', dayText(isoBirthDate()))
  form.hidden = true
  recapForm.hidden = false
  const title = query('recap-title')
  const { style } = query('send')
  style.pointerEvents = 'none'
  setTimeout(() => {
    style.pointerEvents = ''
    if (document.activeElement === document.body) focusOn(title)
  }, DOUBLE_CLICK_MS)
  history.pushState(null, '')
  focusOn(title)
}

function isoBirthDate(): string {
  const reading = readBirthDate(birthDate.value)
  return 'date' in reading ? reading.date : ''
}

function closeRecap(focusTarget: HTMLElement): void {
  if (showForm(focusTarget)) history.back()
}

/** Returns false if the form was already shown. */
function showForm(focusTarget: HTMLElement): boolean {
  if (recapForm.hidden) return false
  clearErrors()
  recapForm.hidden = true
  form.hidden = false
  focusTarget.focus()
  return true
}

function refuse(problem: Problem): void {
  const { code, detail = '' } = problem
  closeRecap(fields()[0] as HTMLInputElement)
  query('mismatch').hidden = code !== 'identity-mismatch'
  const shownProblem =
    code in fieldByCode ? { ...problem, detail: `${detail} ${remainingSentence}` } : problem
  showProblem(form, shownProblem, fieldByCode, [], ({ name, value }) => !fieldError(name, value))
  captcha.renewIfSpent(problem)
}

/** Returns false for a request that another tab made and withdrew, unless this page may have sent it. */
function isRequestedElsewhere(latest: Reissue | null): boolean {
  if (latest?.withdrawn && !isUnconfirmed) latestId = latest.id
  return latest?.id !== latestId
}

async function send(): Promise<boolean> {
  // The captcha may have expired and been replaced.
  if (refuseInvalidFields()) return false
  // In another tab, this voter may have sent a request already, or another voter may have signed in.
  const currentView = await session.getView()
  const latest = currentView.ok && currentView.body.reissue.latest
  if (latest && isRequestedElsewhere(latest)) {
    leaveToSpace('en-cours')
    if (isUnconfirmed) keepIdentity(latest.id)
    return true
  }
  // An unconfirmed call may have been accepted, and an unreachable server cannot take another.
  if (
    !currentView.ok &&
    (currentView.problem.code === UNREACHABLE ||
      (isUnconfirmed && currentView.problem.code !== 'unauthenticated'))
  ) {
    showProblem(form, isUnconfirmed ? unconfirmedProblem : currentView.problem)
    return false
  }
  const toKnownPhone = knownPhone.isChosen()
  const answer = await call('POST /api/reissues', {
    ...(toKnownPhone ? { toKnownPhone } : { phone: phone.value }),
    numen: numen.value,
    birthDate: isoBirthDate(),
    captcha: captcha.readAnswer(),
  })
  if (answer.ok) {
    leaveToSpace('')
    keepIdentity(answer.body.id)
    return true
  }
  const { problem } = answer
  if (session.leaveIfSignedOut(problem)) return true
  if (problem.code === 'already-pending') {
    leaveToSpace('en-cours')
    return true
  }
  if (lastingRefusals.includes(problem.code)) {
    const text = problem.until
      ? bothFactorsLostText(problem.until, closesAt, timeZone, new Date(answer.at))
      : `${problem.title} ${problem.detail ?? ''}`
    showRefusal(text, problem.code === 'password-change-required')
    return true
  }
  if (isTemporary(problem)) {
    isUnconfirmed = true
    showProblem(form, problem.code === UNREACHABLE ? unconfirmedProblem : problem)
    return false
  }
  const isPhoneUnknown = problem.code === 'phone-unknown'
  if (isPhoneUnknown && currentView.ok && !render(currentView.body, currentView.at)) return true
  refuse(isPhoneUnknown && toKnownPhone ? knownPhone.deselect(problem) : problem)
  return false
}

function keepIdentity(id: string): void {
  if (!isSharedDevice)
    keepSentIdentity(id, { phone: '', numen: numen.value, birthDate: birthDate.value })
}

function showRefusal(text: string, passwordChangeRequired: boolean): void {
  query('content').hidden = true
  setText('refusal-text', text)
  query('change-password').hidden = !passwordChangeRequired
  show('refusal')
  if (isSending) focusOn(query('refusal'))
}

function leaveToSpace(fragment: '' | 'en-cours'): void {
  forgetDraft('draft')
  location.replace(`/espace/#${fragment}`)
}

function saveDraft(sessionEnded = false): void {
  if (!email || isSharedDevice) return
  const otherPhone = knownPhone.isChosen() ? '' : phone.value
  if (otherPhone || birthDate.value)
    keepDraft('draft', email, { phone: otherPhone, birthDate: birthDate.value, sessionEnded })
  else forgetDraft('draft')
}

function restoreDraft({ latest }: Voter['reissue']): void {
  const draft = takeSentIdentity(latest) ?? draftOf('draft', email)
  if (!draft) return
  if (draft.phone) knownPhone.useOtherPhone()
  phone.value = draft.phone
  numen.value = draft.numen ?? ''
  birthDate.value = draft.birthDate
  if (draft.sessionEnded) showBanner(draftRestoredText)
  saveDraft()
}
