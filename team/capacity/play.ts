import type { Election } from '../../shared/domain/election/election.ts'
import { linksPerDay } from '../../shared/domain/mail/links-share-of-quota.ts'
import { emptyFlow, type Flow, letLeave, until, waiting, within } from './flow.ts'

/** Who comes, in each step: fractions of people. */
export interface Demand {
  stepSeconds: number
  links: Float64Array
  reissues: Float64Array
  /** The day of the election's time zone that a step belongs to. */
  dayOf: (step: number) => string
}

export type Rates = Pick<
  Election,
  'mailsPerSecond' | 'smsPerSecond' | 'smsDelaySeconds' | 'smsDailyCap' | 'mailsPerDay'
>

export interface Played {
  /** Links and the mails that can stop an SMS, which go first; then what tells of what has happened. */
  links: Flow
  stopLinks: Flow
  news: Flow
  /** From the request to its hand-over to SNS. */
  sms: Flow
  /** What a day put off to the next. */
  held: Float64Array
  /** How many were chosen, until the end of each step. */
  passwords: Float64Array
}

/** From the mail with the link to the new password: as `npm run simulate:mail` has it. */
const passwordSeconds = [60, 1200] as const

/**
 * What leaves of the news although links wait, of the rate: 16 % at 3 mails a second, where a turn takes longer than
 * links look ahead, 6 % at 14, 4 % at most rates above. As `npm run simulate:mail` has it.
 */
const shareOfNews = (mailsPerSecond: number) => 0.04 + 0.35 / mailsPerSecond

/**
 * The queues as a fluid, step by step: what comes, and what the rates let leave, in the order of `turns.ts`. Nothing
 * is lost, fails or is tried again. `test/simulation/first-morning.full.test.ts` holds it to the functions' own code.
 */
export function play({ stepSeconds, links, reissues, dayOf }: Demand, rates: Rates): Played {
  const steps = links.length
  const flows = {
    links: emptyFlow(steps),
    stopLinks: emptyFlow(steps),
    news: emptyFlow(steps),
    sms: emptyFlow(steps),
  }
  const held = new Float64Array(steps)
  const passwords = new Float64Array(steps)
  const delaySteps = Math.round(rates.smsDelaySeconds / stepSeconds)
  const [soonest, latest] = passwordSeconds.map((seconds) => Math.round(seconds / stepSeconds)) as [
    number,
    number,
  ]
  let day = ''
  let counted = { links: 0, sms: 0 }
  const mostLinks = rates.mailsPerDay === undefined ? Infinity : linksPerDay(rates.mailsPerDay)

  for (let step = 0; step < steps; step++) {
    if (dayOf(step) !== day) counted = { links: 0, sms: 0 }
    day = dayOf(step)
    come(flows.links, step, links[step] ?? 0)
    come(flows.stopLinks, step, reissues[step] ?? 0)
    come(flows.sms, step, reissues[step] ?? 0)

    let mails = rates.mailsPerSecond * stepSeconds
    mails -= letLeave(flows.stopLinks, step, mails)
    const ofNews = Math.min(
      waiting(flows.news, step - 1),
      mails * shareOfNews(rates.mailsPerSecond),
    )
    const ofLinks = Math.min(mails - ofNews, mostLinks - counted.links)
    const mailed = letLeave(flows.links, step, ofLinks)
    counted.links += mailed
    mails -= mailed

    // None leaves before its delay is over and its mail has left.
    const ready = Math.min(
      until(flows.sms.came, step - delaySteps),
      until(flows.stopLinks.left, step),
    )
    const ofDay = rates.smsDailyCap - counted.sms
    const sent = letLeave(flows.sms, step, Math.min(rates.smsPerSecond * stepSeconds, ofDay), ready)
    counted.sms += sent
    held[step] = sent >= ofDay ? ready - until(flows.sms.left, step) : 0

    const chosen =
      (until(flows.links.left, step - soonest) - until(flows.links.left, step - latest)) /
      (latest - soonest)
    passwords[step] = until(passwords, step - 1) + chosen
    come(flows.news, step, chosen + sent)
    letLeave(flows.news, step, mails)
  }
  return { ...flows, held, passwords }
}

function come({ came }: Flow, step: number, count: number): void {
  came[step] = until(came, step - 1) + count
}

/** E-mails that are asked for in a step, whatever the rate lets leave. */
export const mailsComing = ({ links, stopLinks, news }: Played, step: number): number =>
  [links, stopLinks, news].reduce((sum, { came }) => sum + within(came, step), 0)
