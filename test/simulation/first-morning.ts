import { confirmReissue } from '../../functions/confirm-by-email/confirm-reissue.ts'
import { mailPasswordLink } from '../../functions/mail-password-link/mail-password-link.ts'
import { requeueOverdueReissues } from '../../functions/requeue-overdue-reissues/requeue-overdue-reissues.ts'
import { sendIdentifier } from '../../functions/send-identifier/send-identifier.ts'
import { tellOfAccount } from '../../functions/tell-by-email/tell-of-account.ts'
import { tellOfReissue } from '../../functions/tell-by-email/tell-of-reissue.ts'
import { linkSendersFor, mailSendersFor, rateSharesOf } from '../../lib/rate-shares.ts'
import {
  mailMessage,
  passwordLinkMessage,
  reissueMessage,
} from '../../shared/contract/queue-messages.ts'
import type { Election } from '../../shared/domain/election.ts'
import type { MailTurns } from '../../shared/domain/mail-ports.ts'
import { linkWaitSeconds, type MailPriority } from '../../shared/domain/mail-rate.ts'
import { mailTurnsOf } from '../../shared/runtime/mail-turns.ts'
import { queueHandler } from '../../shared/runtime/queue.ts'
import { rateLimiterPool } from '../../shared/runtime/rate-limiter.ts'
import { acceptReissue } from '../builders/journey-steps.ts'
import { keys, now } from '../builders/values.ts'
import {
  aPhone,
  aSignedInVoter,
  openSession,
  siteUrl,
  election as usual,
} from '../builders/voters.ts'
import { inMemoryJournal } from '../fakes/channels.ts'
import { inMemoryMailTurns } from '../fakes/in-memory-mail-turns.ts'
import { inMemoryTables } from '../fakes/in-memory-tables.ts'
import { virtualTime } from '../fakes/virtual-time.ts'
import { meter } from './meter.ts'
import { virtualQueue } from './virtual-queue.ts'

export interface Morning {
  /** First connections, spread over a quarter of an hour. */
  links: number
  /** Requests for a new identifier, spread over an hour. */
  reissues: number
  /** What SES takes. */
  mailsPerSecond: number
}

const linkSeconds = 900
const reissueSeconds = 3600

/** A call to DynamoDB, and one to SES or SNS, in milliseconds. */
const tableMilliseconds = [4, 15] as const
const carrierMilliseconds = [60, 180] as const

/** From the mail with the link to the new password. */
const passwordMilliseconds = [60_000, 1_200_000] as const

/**
 * A first morning in virtual time: the use cases, the pipeline of the queues with its back-off, the turns, the
 * sweep and the sender's rate are the functions' own; the tables are in memory, SQS, SES, SNS and Lambda are
 * modelled.
 */
export async function playFirstMorning({ links, reissues, mailsPerSecond }: Morning) {
  const random = randomFrom(1)
  const between = ([least, most]: readonly [number, number]) => least + random() * (most - least)
  const time = virtualTime(() => random() * 5)
  const clock = () => new Date(now.getTime() + time.now())
  const election: Election = { ...usual, mailsPerSecond, smsWaitsForMailMinutes: 30 }
  const tables = inMemoryTables()
  const mailers = mailSendersFor(mailsPerSecond)
  const meters = meter(mailsPerSecond, time.now)
  const { journal } = inMemoryJournal()
  const smsQueue = virtualQueue(time, election.smsDelaySeconds)
  const mailQueue = virtualQueue(time, 1)
  const linkQueue = virtualQueue(time)
  const newsQueue = virtualQueue(time, 1)
  const queues = { sms: smsQueue, mail: mailQueue, link: linkQueue, news: newsQueue }
  const inMemoryTurns = inMemoryMailTurns(mailsPerSecond)
  const mailTurns: MailTurns = {
    async reserve(priority, at) {
      await time.sleep(between(tableMilliseconds))
      return inMemoryTurns.reserve(priority, at)
    },
  }
  const turnsOf = (priority: MailPriority) =>
    mailTurnsOf(mailTurns, priority, { clock, sleep: time.sleep, random })
  const mailer = {
    async send(mail: { to: string }) {
      meters.takeMail()
      await time.sleep(between(carrierMilliseconds))
      return meters.mailed(mail.to)
    },
  }
  const common = { ...tables, mailer, keys, siteUrl, election, clock, journal }

  linkQueue.consume(
    queueHandler({
      ...pipelineOf(linkQueue, passwordLinkMessage),
      begin() {
        const turn = turnsOf('password-link')
        return {
          async consume(request, { queueMessageId }) {
            const mailing = await mailPasswordLink({ ...common, turn }, request, queueMessageId)
            if (mailing === 'mailed') void choosePassword(request.voterId)
            return mailing === 'no-turn' ? 'requeue' : mailing === 'busy' ? 'later' : 'done'
          },
        }
      },
    }),
    linkSendersFor(mailsPerSecond),
  )
  mailQueue.consume(
    queueHandler({
      ...pipelineOf(mailQueue, reissueMessage),
      begin() {
        const turn = turnsOf('stop-link')
        return {
          async consume({ reissueId }) {
            const confirming = await confirmReissue(
              { ...common, turn, newsQueue, smsQueue },
              reissueId,
            )
            if (confirming === 'asked') meters.confirmed(reissueId)
            return confirming === 'no-turn' ? 'requeue' : 'done'
          },
        }
      },
    }),
    mailers,
  )
  newsQueue.consume(
    queueHandler({
      ...pipelineOf(newsQueue, mailMessage),
      begin() {
        const turn = turnsOf('news')
        return {
          async consume(message, _, ageSeconds) {
            const news =
              'news' in message
                ? await tellOfAccount({ ...common, turn }, message, ageSeconds)
                : await tellOfReissue({ ...common, turn }, message.reissueId)
            if (news === 'sent' || news === 'told') meters.newsLeft()
            return news === 'no-turn' ? 'requeue' : 'done'
          },
        }
      },
    }),
    mailers,
  )
  const shares = rateSharesOf(election.smsPerSecond)
  const limiters = rateLimiterPool(shares.perSecondEach, time)
  smsQueue.consume(
    queueHandler({
      ...pipelineOf(smsQueue, reissueMessage),
      begin() {
        const limiter = limiters.take()
        return {
          async consume({ reissueId }, received) {
            const carrier = {
              async send() {
                meters.smsLeft(reissueId)
                await time.sleep(between(carrierMilliseconds))
                return { messageId: `sms of ${reissueId}` }
              },
            }
            const { turn } = limiter
            const sending = await sendIdentifier(
              { ...common, carrier, turn, newsQueue, mailQueue },
              reissueId,
              received,
            )
            return sending.outcome === 'busy' || sending.outcome === 'not-taken' ? 'later' : 'done'
          },
          end: limiter.rest,
        }
      },
    }),
    shares.senders,
  )

  async function askForLinks(): Promise<void> {
    for (let link = 0; link < links; link++) {
      await until((link / links) * linkSeconds)
      const { voterId } = await aSignedInVoter(tables)
      const waiting = { links: await linkQueue.waiting(), stopLinks: await mailQueue.waiting() }
      meters.linkAsked(voterId, linkWaitSeconds(waiting, mailsPerSecond))
      await linkQueue.put({ voterId, requestedAt: clock() })
    }
  }

  /** Some minutes after the link has arrived. */
  async function choosePassword(voterId: string): Promise<void> {
    meters.linkLeft(voterId)
    await time.sleep(between(passwordMilliseconds))
    tables.alter.voter(voterId, { passwordSetAt: clock() })
    meters.passwordChosen()
    await newsQueue.put({ news: 'password-set', voterId, at: clock() })
  }

  async function askForReissues(): Promise<void> {
    for (let reissue = 0; reissue < reissues; reissue++) {
      await until((reissue / reissues) * reissueSeconds)
      const { voterId, ...enrolled } = await aSignedInVoter(tables)
      const opened = await openSession(tables, { voterId, sessionEpoch: 0 }, clock())
      const voter = { ...enrolled, ...opened, voterId }
      const { reissueId } = await acceptReissue(tables, voter, { phone: aPhone(), at: clock() })
      meters.reissueAsked(reissueId, election.smsDelaySeconds)
      await Promise.all([smsQueue.put({ reissueId }), mailQueue.put({ reissueId })])
    }
  }

  async function sweep(): Promise<void> {
    // As long as anything may be overdue; then nobody sleeps any more, and the morning is over.
    while (time.now() < reissueSeconds * 1000 || meters.left() < 2 * links + 2 * reissues) {
      await time.sleep(60_000)
      const { overdueReissues } = tables
      await requeueOverdueReissues({
        overdueReissues,
        queues: { sms: smsQueue, mail: mailQueue },
        clock,
        journal,
      })
    }
  }

  async function until(seconds: number): Promise<void> {
    const left = seconds * 1000 - time.now()
    if (left > 0) await time.sleep(left)
  }

  const arrivals = Promise.all([askForLinks(), askForReissues(), sweep()])
  await time.pass()
  await arrivals
  const deadLetters = Object.values(queues).flatMap((queue) => queue.deadLetters)
  return { ...meters.figures(), deadLetters: deadLetters.length }
}

function pipelineOf<Schema>(queue: ReturnType<typeof virtualQueue>, schema: Schema) {
  const { hideMessage, putAgain } = queue
  return { schema, hideMessage, putAgain }
}

/** The same numbers each time. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}
