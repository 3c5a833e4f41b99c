import type { Election } from '../../shared/domain/election/election.ts'
import { secondsLater, secondsUntil } from '../../shared/domain/instants.ts'
import { linkWaitSeconds } from '../../shared/domain/mail/link-wait.ts'
import { linksPerDay } from '../../shared/domain/mail/links-share-of-quota.ts'
import { longestDelaySeconds } from '../../shared/domain/queues.ts'
import { expectedTimeOf } from '../../shared/domain/sms/expected-time.ts'
import { slotSeconds } from '../../shared/domain/sms/sms-slots.ts'
import { instantOf, type Vote } from './demand.ts'
import { until, waiting, waitsOf } from './flow.ts'
import type { Played } from './play.ts'

/** How long whoever asks for a link in that step is told that it may take: as `show-link-wait` says it. */
export function toldOfLink(
  vote: Vote,
  { links, stopLinks }: Played,
  { mailsPerSecond, mailsPerDay }: Pick<Election, 'mailsPerSecond' | 'mailsPerDay'>,
  step: number,
): number {
  const queues = { links: waiting(links, step), stopLinks: waiting(stopLinks, step) }
  const isSpent =
    mailsPerDay !== undefined &&
    countOfDay(vote, links.left, step) >= linksPerDay(mailsPerDay) - 0.5
  const { endsAt } = vote.dayAt(step)
  const beginsSeconds = isSpent
    ? secondsUntil(endsAt, instantOf(vote, step)) + longestDelaySeconds
    : 0
  return beginsSeconds + linkWaitSeconds(queues, mailsPerSecond)
}

/** When whoever asks for a new identifier in each step is told to expect the SMS. */
export function toldOfSms(vote: Vote, { sms }: Played, election: Election): Date[] {
  // As `reserve` hands the moments of the rate out: none before its SMS is ready.
  let freeAt = 0
  return Array.from(vote.reissues, (count, step) => {
    const now = instantOf(vote, step)
    const moment = Math.max(freeAt, step * vote.stepSeconds + election.smsDelaySeconds)
    if (count > 0) freeAt = moment + count * slotSeconds(election)
    const place = Math.ceil(countOfDay(vote, sms.left, step) + waiting(sms, step))
    const reservation = { moment: secondsLater(vote.begins, moment), place }
    return expectedTimeOf(reservation, election, vote.dayAt(step), now)
  })
}

/** What has left since the day began. */
export function countOfDay(vote: Vote, left: Float64Array, step: number): number {
  const { endsAt } = vote.dayAt(step)
  const day = vote.dayOf(step)
  let first =
    step - Math.ceil((86_400 - secondsUntil(endsAt, instantOf(vote, step))) / vote.stepSeconds)
  while (first < step && (first < 0 || vote.dayOf(first) !== day)) first++
  return until(left, step) - until(left, first - 1)
}

/** A shorter wait is not told. */
const tellableSeconds = 120

/** The part of those who asked for a link, and who waited longer than they were told. */
export function toldTooShort(
  vote: Vote,
  played: Played,
  election: Pick<Election, 'mailsPerSecond' | 'mailsPerDay'>,
): number {
  const waits = waitsOf(played.links, vote.stepSeconds)
  const asked = waits.reduce((sum, { count }) => sum + count, 0)
  const longer = waits.reduce((sum, { step, count, seconds }) => {
    const told = Math.max(tellableSeconds, toldOfLink(vote, played, election, step))
    return seconds > told ? sum + count : sum
  }, 0)
  return longer / asked
}
