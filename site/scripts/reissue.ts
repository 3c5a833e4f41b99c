import { bothFactorsLostText, remainingText } from '../../shared/texts/reissue-availability.ts'
import { latestReminder } from '../../shared/texts/reissue-progress.ts'
import { typedRestoredText } from '../../shared/texts/session.ts'
import { unconfirmedReissueText } from '../../shared/texts/unconfirmed.ts'
import { call, type Problem, UNREACHABLE } from './api.ts'
import { whyNoReissue } from './availability.ts'
import { readBirthDate } from './birth-date.ts'
import { SecurityCode } from './captcha.ts'
import { keepDraft, takeDraft } from './draft.ts'
import { clearErrors, type FieldByCode, field, onSubmit, showProblem } from './form.ts'
import { focusOn, part, setText, show, showBanner } from './page.ts'
import { isUnderWay, situationOf } from './reissue-state.ts'
import { pageSession } from './session.ts'

const form = part('form') as HTMLFormElement
const phone = field(form, 'phone')
const numen = field(form, 'numen')
const birthDate = field(form, 'birthDate')
const code = field(form, 'captcha')
const securityCode = new SecurityCode(code, 'captchas')

const fieldByCode = {
  'phone-taken': 'phone',
  'phone-limit': 'phone',
  'captcha-failed': 'captcha',
} satisfies FieldByCode

const unconfirmed: Problem = { code: UNREACHABLE, ...unconfirmedReissueText }

const session = pageSession(keepTyped)

let email = ''
let timeZone = ''
let latestId: string | undefined
let unsure = false

onSubmit(form, send)
void open()

async function open(): Promise<void> {
  const signedIn = await session.open()
  if (!signedIn) return
  const { body: voter, at } = signedIn
  const { latest, remaining } = voter.reissue
  if (latest && isUnderWay(latest)) {
    showItsProgress()
    return
  }
  const refusal = whyNoReissue(voter, at)
  if (refusal) {
    refuse(refusal, voter.reissue.passwordChangeRequired)
    return
  }
  email = voter.email
  timeZone = voter.election.timeZone
  latestId = latest?.id
  setText('email', email)
  setText('remaining', remainingText(remaining))
  const reminder = latest && latestReminder(situationOf(latest, voter, at))
  if (reminder) {
    setText('latest', reminder)
    part('latest').hidden = false
  }
  show('content')
  restoreDraft()
  await securityCode.renew()
}

async function send(): Promise<boolean> {
  clearErrors(form)
  // In another tab somebody else may have signed in, or a request been made: this one would be counted.
  const fresh = await session.getVoter()
  if (fresh.ok && fresh.body.reissue.latest?.id !== latestId) {
    showItsProgress()
    return true
  }
  if (!fresh.ok && unsure && fresh.problem.code !== 'unauthenticated') {
    showProblem(form, unconfirmed)
    return false
  }
  const answer = await call('POST', 'reissues', {
    phone: phone.value,
    numen: numen.value,
    birthDate: readBirthDate(birthDate.value) ?? birthDate.value,
    captcha: { id: securityCode.id ?? '', code: code.value },
  })
  if (answer.ok) {
    location.replace(`/espace/#demande=${answer.body.id}`)
    return true
  }
  const { problem } = answer
  if (session.leaveIfSignedOut(problem)) return true
  if (problem.code === 'already-pending') {
    showItsProgress()
    return true
  }
  const passwordChangeRequired = problem.code === 'password-change-required'
  if (passwordChangeRequired || problem.code === 'both-factors-lost') {
    // Cancelled, or the password renewed, while this form was open.
    part('content').hidden = true
    const text = problem.until
      ? bothFactorsLostText(problem.until, timeZone)
      : `${problem.title} ${problem.detail ?? ''}`
    refuse(text, passwordChangeRequired)
    focusOn(part('refusal'))
    return true
  }
  unsure ||= [UNREACHABLE, 'unavailable', 'internal-error'].includes(problem.code)
  showProblem(form, problem.code === UNREACHABLE ? unconfirmed : problem, fieldByCode)
  securityCode.renewIfSpent(problem)
  return false
}

function refuse(text: string, passwordChangeRequired: boolean): void {
  setText('refusal-text', text)
  part('change-password').hidden = !passwordChangeRequired
  show('refusal')
}

function showItsProgress(): void {
  location.replace('/espace/#en-cours')
}

function keepTyped(): void {
  const typed = phone.value + birthDate.value
  if (typed && !part('content').hidden)
    keepDraft(email, { phone: phone.value, birthDate: birthDate.value })
}

function restoreDraft(): void {
  const draft = takeDraft(email)
  if (!draft) return
  phone.value = draft.phone
  birthDate.value = draft.birthDate
  showBanner(typedRestoredText)
}
