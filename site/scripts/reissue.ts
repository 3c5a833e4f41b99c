import { call, type Problem, type Reissue, UNREACHABLE, type Voter } from './api.ts'
import { remainingSentence, whyNoReissue } from './availability.ts'
import { readBirthDate } from './birth-date.ts'
import { SecurityCode } from './captcha.ts'
import { clearErrors, errorsOf, field, onSubmit, showErrors } from './form.ts'
import { formatMoment } from './french-dates.ts'
import { part, setText, show, showFailure, showLoading } from './page.ts'
import { followReissue, isUnderWay } from './progress.ts'
import { hideFromHistory, leaveIfSignedOut, rememberSignedIn } from './session.ts'

const form = part('form') as HTMLFormElement
const securityCode = new SecurityCode(field(form, 'captcha'))

const fieldByCode = { 'phone-taken': 'phone', 'phone-limit': 'phone', 'captcha-failed': 'captcha' }

const unconfirmed: Problem = {
  code: UNREACHABLE,
  title: "Nous n'avons pas pu confirmer que votre demande a été enregistrée.",
  detail:
    "Vous pouvez réessayer sans rien perdre : si elle a été enregistrée, son suivi s'affichera et rien de plus ne sera décompté.",
}

hideFromHistory()
onSubmit(form, send)
void open()

async function open(): Promise<void> {
  showLoading()
  const answer = await call<Voter>('GET', 'voter')
  if (!answer.ok) {
    if (!leaveIfSignedOut(answer.problem)) showFailure(answer.problem)
    return
  }
  const voter = answer.body
  const { latest, remaining } = voter.reissue
  const { timeZone } = voter.election
  rememberSignedIn()
  if (latest && isUnderWay(latest)) {
    show('under-way')
    void followReissue(latest, timeZone, answer.at, () => {})
    return
  }
  const refusal = whyNoReissue(voter, answer.at)
  if (refusal) {
    setText('refusal-text', refusal)
    show('refusal')
    return
  }
  setText('email', voter.email)
  setText('remaining', remainingSentence(remaining))
  part('last-sent').hidden = latest?.state !== 'sent'
  if (latest?.state === 'sent') {
    const at = latest.history[latest.history.length - 1]?.at ?? latest.requestedAt
    setText('last-sent-at', formatMoment(new Date(at), timeZone, new Date(answer.at)))
  }
  show('content')
  await securityCode.renew()
}

async function send(): Promise<boolean> {
  clearErrors(form)
  if (!securityCode.id) await securityCode.renew()
  const birthDate = field(form, 'birthDate').value
  const answer = await call<Reissue>('POST', 'reissues', {
    phone: field(form, 'phone').value,
    numen: field(form, 'numen').value,
    birthDate: readBirthDate(birthDate) ?? birthDate,
    captcha: { id: securityCode.id ?? '', code: field(form, 'captcha').value },
  })
  if (answer.ok) {
    location.replace(`/espace/#demande=${answer.body.id}`)
    return true
  }
  if (leaveIfSignedOut(answer.problem)) return true
  if (answer.problem.code === 'already-pending') {
    location.replace('/espace/#en-cours')
    return true
  }
  const unsure = [UNREACHABLE, 'unavailable', 'internal-error'].includes(answer.problem.code)
  const problem = unsure ? unconfirmed : answer.problem
  // A code serves once; a form with mistakes has not used it.
  if (problem.code !== 'invalid-input') await securityCode.renew()
  showErrors(form, errorsOf(problem, fieldByCode), problem.detail)
  return false
}
