import type { Reissue } from '../../shared/contract/reissue.ts'
import type { Voter } from '../../shared/contract/voter.ts'
import { nearMoment } from '../../shared/texts/moments.ts'
import {
  askAgainText,
  expectedText,
  notRefreshedText,
  progressTexts,
  refreshedText,
  stepAheadText,
  stepName,
} from '../../shared/texts/reissue-progress.ts'
import { call } from './api.ts'
import { element, part, setParagraphs, setText } from './page.ts'
import { pollDelayMs } from './polling.ts'
import { isUnderWay, situationOf } from './reissue-state.ts'
import type { Session } from './session.ts'

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
  session: Session,
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
    if (!answer.ok && session.leaveIfSignedOut(answer.problem)) return
    const changed = answer.ok && answer.body.state !== reissue.state
    const fresh = changed ? await refreshVoter() : voter
    attempt = changed && fresh ? 0 : attempt + 1
    if (!answer.ok || !fresh) {
      setText('progress-checked', notRefreshedText)
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
  const situation = situationOf(reissue, voter, at)
  const { timeZone, now } = situation
  const { state, history } = reissue
  const moment = (time: string | Date) => nearMoment(time, timeZone, now)

  setParagraphs('progress-state', progressTexts(situation))
  setText('progress-phone', reissue.maskedPhone)
  setText('progress-again-link', askAgainText(situation))
  part('progress-again').hidden = state !== 'failed' || !situation.mayAsk
  part('progress-expected').hidden = !isUnderWay(reissue) || situation.isLate
  setText('progress-expected-at', expectedText(moment(reissue.expectedAt)))
  part('progress-live').hidden = pollDelayMs(reissue, 0, at) === undefined
  setText('progress-checked', refreshedText(moment(now)))

  const past = history.map(({ state, at }) => step(stepName(state, situation), moment(at), state))
  for (const current of past.slice(-1)) current.setAttribute('aria-current', 'step')
  const ahead = usualWay.slice(usualWay.indexOf(state) + 1 || usualWay.length)
  const list = part('progress-steps')
  list.textContent = ''
  list.append(...past, ...ahead.map((state) => step(stepName(state, situation), stepAheadText)))
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
