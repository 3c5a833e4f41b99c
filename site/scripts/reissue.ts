import type { Voter } from '../../shared/contract/voter.ts'
import { isUnderWay } from '../../shared/domain/reissue/reissue.ts'
import { typedRestoredText } from '../../shared/texts/account/session.ts'
import { dayText } from '../../shared/texts/moments.ts'
import { latestReminder } from '../../shared/texts/reissue/latest-reminder.ts'
import {
  bothFactorsLostText,
  remainingAfterText,
  remainingText,
} from '../../shared/texts/reissue/reissue-availability.ts'
import { unconfirmedReissueText } from '../../shared/texts/reissue/unconfirmed-request.ts'
import { spacedPhone } from '../../shared/texts/sms/spaced-phone.ts'
import { pageSession } from './account/session.ts'
import { isSharedComputer } from './account/session-clock.ts'
import { announce } from './announcement.ts'
import { call, isTemporary, type Problem, UNREACHABLE } from './api.ts'
import { createSecurityCode } from './captcha.ts'
import { clearErrors, type FieldByCode, field, onSubmit, showProblem } from './form.ts'
import { focusOn, part, setAddress, setText, show, showBanner } from './page.ts'
import { whyNoReissue } from './reissue/availability.ts'
import { readBirthDate } from './reissue/birth-date.ts'
import { draftOf, forgetDraft, keepDraft } from './reissue/draft.ts'
import { followVoter } from './reissue/follow-voter.ts'
import { mistakeIn } from './reissue/reissue-check.ts'
import { reminderSituationOf } from './reissue/reissue-state.ts'
import { keepSent, takeSent } from './reissue/sent-identity.ts'

void announce()

/** The second click of a double click may fall on the recap's button: it must send nothing. */
const DOUBLE_CLICK_MS = 500

const form = part('form') as HTMLFormElement
const recap = part('recap') as HTMLFormElement
const phone = field(form, 'phone')
const numen = field(form, 'numen')
const birthDate = field(form, 'birthDate')
const code = field(form, 'captcha')
const fields = [phone, numen, birthDate, code] as const
const securityCode = createSecurityCode(code, 'captchas')

const fieldByCode = {
  'phone-taken': 'phone',
  'phone-limit': 'phone',
  'identity-mismatch': 'numen birthDate',
  'captcha-failed': 'captcha',
} satisfies FieldByCode

const unconfirmed: Problem = { code: UNREACHABLE, ...unconfirmedReissueText }

const session = pageSession(() => keepTyped(true))

let email = ''
let timeZone = ''
let latestId: string | undefined
let remaining = ''
let unsure = false
let isShared = false
let isSending = false

// « Retour » from the recap must scroll to the focused element, not to where the page was.
history.scrollRestoration = 'manual'
onSubmit(form, review)
onSubmit(recap, async () => {
  isSending = true
  isSending = await send()
  return isSending
})
part('recap-edit').onclick = (event) => {
  event.preventDefault()
  closeRecap(phone)
}
window.addEventListener('popstate', () => showForm(part('review')))
void open()

async function open(): Promise<void> {
  const signedIn = await session.open()
  if (!signedIn) return
  const { body: voter, at } = signedIn
  if (!draw(voter, at)) return
  email = voter.email
  timeZone = voter.election.timeZone
  latestId = voter.reissue.latest?.id
  setAddress('email', email)
  if (voter.emailRefused) {
    part('mailed').hidden = true
    setAddress('unmailed-email', email)
    show('unmailed')
  }
  isShared = isSharedComputer(voter.session, at)
  // Browsers keep what is typed in such fields, and offer it to whoever comes next.
  if (isShared) for (const input of fields) input.autocomplete = 'off'
  form.hidden = false
  show('content')
  restoreDraft(voter.reissue)
  if (location.hash === '#numero') phone.focus()
  form.addEventListener('input', () => keepTyped())
  void securityCode.renew()
  await followVoter(signedIn, session, {
    show(fresh, now, changed) {
      if (!changed || isSending) return
      if (fresh.reissue.latest?.id === latestId) draw(fresh, now)
      else showItsProgress()
    },
  })
}

/** @returns whether another request can be made */
function draw(voter: Voter, at: number): boolean {
  const { latest, passwordChangeRequired } = voter.reissue
  if (latest && isUnderWay(latest.state)) {
    showItsProgress()
    return false
  }
  const refusal = whyNoReissue(voter, at)
  if (refusal) {
    refuseAll(refusal, passwordChangeRequired)
    return false
  }
  remaining = remainingText(voter.reissue.remaining)
  setText('remaining', remaining)
  const reminder = latest && latestReminder(reminderSituationOf(latest, voter, at))
  const notes = [voter.reissue.usefulText, reminder].filter(Boolean).join(' ')
  setText('latest', notes)
  part('latest').hidden = !notes
  part('recap-valid').hidden = voter.identifier.from === 'nowhere'
  setText('recap-remaining', remainingAfterText(voter.reissue.remaining - 1))
  return true
}

/** Mistakes that the page itself can see cost no attempt. */
function refuseMistakes(): boolean {
  clearErrors()
  const errors = fields.flatMap(({ name, value, dataset }) => {
    const mistake = mistakeIn(name, value)
    return mistake ? [{ field: name as 'phone', message: dataset[mistake] as string }] : []
  })
  if (errors.length > 0) refuse({ code: 'invalid-input', title: '', errors })
  return errors.length > 0
}

async function review(): Promise<boolean> {
  if (refuseMistakes()) return false
  setText('recap-phone', spacedPhone(phone.value))
  setText('recap-numen', numen.value.trim().toUpperCase())
  setText('recap-birth-date', dayText(isoBirthDate()))
  form.hidden = true
  recap.hidden = false
  const title = part('recap-title')
  const { style } = part('send')
  style.pointerEvents = 'none'
  setTimeout(() => {
    style.pointerEvents = ''
    if (document.activeElement === document.body) focusOn(title)
  }, DOUBLE_CLICK_MS)
  history.pushState(null, '')
  focusOn(title)
  return false
}

function isoBirthDate(): string {
  const reading = readBirthDate(birthDate.value)
  return 'date' in reading ? reading.date : ''
}

/** Undoes the history entry of `review`, so that « Retour » leads out of the page. */
function closeRecap(next: HTMLElement): void {
  if (showForm(next)) history.back()
}

function showForm(next: HTMLElement): boolean {
  if (recap.hidden) return false
  recap.hidden = true
  form.hidden = false
  next.focus()
  return true
}

function refuse(problem: Problem): void {
  closeRecap(phone)
  const { code, detail = '' } = problem
  part('mismatch').hidden = code !== 'identity-mismatch'
  const shown = code in fieldByCode ? { ...problem, detail: `${detail} ${remaining}` } : problem
  showProblem(form, shown, fieldByCode, [], ({ name, value }) => !mistakeIn(name, value))
  securityCode.renewIfSpent(problem)
}

async function send(): Promise<boolean> {
  // The code may have expired and been replaced since.
  if (refuseMistakes()) return false
  // In another tab somebody else may have signed in, or a request been made: this one would then count too.
  const fresh = await session.getView()
  const latest = fresh.ok && fresh.body.reissue.latest
  if (latest && latest.id !== latestId) {
    showItsProgress()
    // It is the request whose answer was lost.
    if (unsure) keepToCorrect(latest.id)
    return true
  }
  const failure = fresh.ok ? undefined : fresh.problem.code
  // The voter may have given up this answer: then nothing more is sent.
  if (!fresh.ok && (failure === UNREACHABLE || (unsure && failure !== 'unauthenticated'))) {
    showProblem(form, unsure ? unconfirmed : fresh.problem)
    return false
  }
  const answer = await call('POST', 'reissues', {
    phone: phone.value,
    numen: numen.value,
    birthDate: isoBirthDate(),
    captcha: securityCode.typed(),
  })
  if (answer.ok) {
    leaveFor('')
    keepToCorrect(answer.body.id)
    return true
  }
  const { problem } = answer
  if (session.leaveIfSignedOut(problem)) return true
  if (problem.code === 'already-pending') {
    showItsProgress()
    return true
  }
  const passwordChangeRequired = problem.code === 'password-change-required'
  if (passwordChangeRequired || ['both-factors-lost', 'reissue-closed'].includes(problem.code)) {
    // The request was cancelled, the password renewed, or the period ended while this form was open.
    const text = problem.until
      ? bothFactorsLostText(problem.until, timeZone, new Date(answer.at))
      : `${problem.title} ${problem.detail ?? ''}`
    refuseAll(text, passwordChangeRequired)
    focusOn(part('refusal'))
    return true
  }
  if (isTemporary(problem)) {
    unsure = true
    // The code was not used up, so the same may be sent again.
    showProblem(form, problem.code === UNREACHABLE ? unconfirmed : problem)
    return false
  }
  refuse(problem)
  return false
}

/** Keeps the identity for a voter who withdraws the request to correct its number. */
function keepToCorrect(id: string): void {
  if (!isShared) keepSent(id, { phone: '', numen: numen.value, birthDate: birthDate.value })
}

function refuseAll(text: string, passwordChangeRequired: boolean): void {
  part('content').hidden = true
  setText('refusal-text', text)
  part('change-password').hidden = !passwordChangeRequired
  show('refusal')
}

function showItsProgress(): void {
  leaveFor('en-cours')
}

function leaveFor(fragment: string): void {
  forgetDraft()
  location.replace(`/espace/#${fragment}`)
}

function keepTyped(sessionEnded = false): void {
  if (!email || isShared) return
  keepDraft(email, { phone: phone.value, birthDate: birthDate.value, sessionEnded })
}

function restoreDraft({ latest }: Voter['reissue']): void {
  const draft = takeSent(latest) ?? draftOf(email)
  if (!draft) return
  phone.value = draft.phone
  numen.value = draft.numen ?? ''
  birthDate.value = draft.birthDate
  if (draft.sessionEnded) showBanner(typedRestoredText)
  keepTyped()
}
