import type { Reissue } from '../../shared/contract/reissue.ts'
import type { Voter } from '../../shared/contract/voter.ts'
import { call } from './api.ts'
import { whyNoReissue } from './availability.ts'
import { formatMoment } from './french-dates.ts'
import { element, part, setParagraphs, setText } from './page.ts'
import { pollDelayMs } from './polling.ts'
import { isLate, isUnderWay, progressTexts, stepName } from './progress-texts.ts'
import { leaveIfSignedOut } from './session.ts'

/** Not every carrier says that an SMS arrived: that step shows once it is known. */
const usualWay: Reissue['state'][] = ['accepted', 'sending', 'sent']

/**
 * Shows where the SMS of `latest` is and keeps it fresh until nothing more can change. A hidden page asks nothing.
 * `openedAt` is the server's clock (ms); `refreshVoter` is asked at each new state, since what the voter may do next
 * changes with it, and answers undefined when it could not know.
 */
export async function followReissue(
  latest: Reissue,
  signedIn: Voter,
  openedAt: number,
  refreshVoter: () => Promise<Voter | undefined>,
): Promise<void> {
  let reissue = latest
  let voter = signedIn
  let at = openedAt
  let attempt = 0
  render(reissue, voter, at)
  part('progress').hidden = false
  while (true) {
    const delay = pollDelayMs(reissue, attempt, at)
    if (delay === undefined) {
      part('progress-live').hidden = true
      return
    }
    await wait(delay)
    const answer = await call('GET', `reissues/${encodeURIComponent(reissue.id)}`)
    if (!answer.ok && leaveIfSignedOut(answer.problem)) return
    const changed = answer.ok && answer.body.state !== reissue.state
    const fresh = changed ? await refreshVoter() : voter
    attempt = changed && fresh ? 0 : attempt + 1
    if (!answer.ok || !fresh) {
      setText('progress-checked', "Le suivi n'a pas pu être actualisé. Nous réessayons.")
      at += delay
      continue
    }
    reissue = answer.body
    voter = fresh
    at = answer.at
    render(reissue, voter, at)
  }
}

function render(reissue: Reissue, voter: Voter, at: number): void {
  const now = new Date(at)
  const moment = (time: string) => formatMoment(new Date(time), voter.election.timeZone, now)

  setParagraphs('progress-state', progressTexts(reissue, voter, at))
  setText('progress-phone', reissue.maskedPhone)
  setText(
    'progress-again-link',
    // Nothing is wrong with the number there.
    reissue.failure === 'service-limit'
      ? 'Refaire la demande'
      : 'Corriger le numéro et refaire la demande',
  )
  part('progress-again').hidden =
    reissue.state !== 'failed' || whyNoReissue(voter, at) !== undefined
  part('progress-expected').hidden = !isUnderWay(reissue) || isLate(reissue, at)
  setText('progress-expected-at', moment(reissue.expectedAt).replace(/^à/, 'vers'))
  part('progress-live').hidden = pollDelayMs(reissue, 0, at) === undefined
  setText('progress-checked', `Suivi actualisé ${moment(now.toISOString())}.`)

  const name = (state: Reissue['state']) => stepName(state, reissue, at)
  const past = reissue.history.map(({ state, at }) => step(name(state), moment(at), state))
  past[past.length - 1]?.setAttribute('aria-current', 'step')
  const coming = usualWay.slice(usualWay.indexOf(reissue.state) + 1 || usualWay.length)
  const list = part('progress-steps')
  list.textContent = ''
  list.append(...past, ...coming.map((state) => step(name(state), 'à venir')))
}

function step(label: string, when: string, reached?: Reissue['state']): HTMLElement {
  const name = element('span', 'app-steps__name', label)
  return element(
    'li',
    `app-steps__step${reached ? ` app-steps__step--${reached}` : ''}`,
    name,
    ' ',
    when,
  )
}

async function wait(delayMs: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, delayMs))
  while (document.hidden) {
    await new Promise((resolve) =>
      document.addEventListener('visibilitychange', resolve, { once: true }),
    )
  }
}
