import { mailNotification } from '../../functions/mail-voters/mail-account-notification.ts'
import { mailPasswordLink } from '../../functions/mail-voters/mail-link.ts'
import { mailReissue } from '../../functions/mail-voters/mail-reissue.ts'
import { cachedSmsState } from '../../functions/send-identifier/cap-counts.ts'
import { sendIdentifier } from '../../functions/send-identifier/send-identifier.ts'
import { mailMessage, passwordLinkMessage } from '../../shared/contract/queue-messages.ts'
import { reissueMessage } from '../../shared/contract/sms-message.ts'
import type { AccountNotification } from '../../shared/domain/account/account-notifications.ts'
import type { PasswordLinkRequest } from '../../shared/domain/account/password-link.ts'
import { linkWaitSeconds } from '../../shared/domain/mail/link-wait.ts'
import { MailNotAccepted } from '../../shared/domain/mail/mail.ts'
import { keys } from '../builders/values.ts'
import { aSignedInVoter, siteUrl, election as usual } from '../builders/voters.ts'
import { inMemoryTables } from '../fakes/in-memory-tables.ts'
import { meter } from './meter.ts'
import { virtualQueue } from './virtual-queue.ts'
import { virtualService } from './virtual-service.ts'
import { hottestKeys, reportingWrites } from './written-keys.ts'

export interface Morning {
  /** First connections, spread over a quarter of an hour by default. */
  links: number
  linkSeconds?: number
  reissues: number
  reissueSeconds?: number
  mailsPerSecond: number
  smsPerSecond?: number
  sesStopped?: { fromSeconds: number; untilSeconds: number }
}

const passwordMilliseconds = [60_000, 1_200_000] as const

/**
 * Simulates a first morning in virtual time. Use cases, queue pipelines with their backoff, token reservations, reconciler
 * and rate are the real ones; tables are in memory; SQS, SES, SNS and Lambda are modelled.
 */
export async function playFirstMorning({
  links,
  linkSeconds = 900,
  reissues,
  reissueSeconds = 3600,
  mailsPerSecond,
  smsPerSecond = usual.smsPerSecond,
  sesStopped = { fromSeconds: 0, untilSeconds: 0 },
}: Morning) {
  const election: typeof usual = {
    ...usual,
    mailsPerSecond,
    smsPerSecond,
    mailsPerDay: 10_000_000,
    smsWaitsForMailMinutes: 30,
  }
  const service = virtualService(election)
  const { time, clock, journal, startSenders, until } = service
  const keysWritten = hottestKeys(time.now)
  const inMemory = inMemoryTables()
  const reporting = inMemory.through(reportingWrites(inMemory, keysWritten.count))
  const tables = { ...inMemory, ...reporting }
  const meters = meter(election, time.now)
  const smsQueue = virtualQueue(time, election.smsDelaySeconds)
  // `lib/function-with-rights.ts` allows it for functions that requeue to their own queue.
  const mayLoop = true
  const mailQueue = virtualQueue(time, 0, { mayLoop })
  const linkQueue = virtualQueue(time, 0, { mayLoop })
  const notifications = virtualQueue(time, 1, { mayLoop })
  const queues = { sms: smsQueue, mail: mailQueue, link: linkQueue, news: notifications }
  let passwordsChosen = 0
  let mostMailsWaiting = 0
  const { fromSeconds, untilSeconds } = sesStopped
  const isStopped = () => time.now() >= fromSeconds * 1000 && time.now() < untilSeconds * 1000
  const mailer = {
    async send() {
      if (isStopped()) throw new MailNotAccepted('SES is down')
      meters.takeMail()
      await service.handOver()
      return meters.mailed()
    },
  }
  const common = { ...tables, mailer, keys, siteUrl, election, clock, journal }

  startSenders(
    'password-link',
    tables.mailRate,
    linkQueue,
    passwordLinkMessage,
    () =>
      async (request, { takeToken, queueMessageId }) => {
        const ports = { ...common, takeToken }
        const mailing = await mailPasswordLink(
          ports,
          request as PasswordLinkRequest,
          queueMessageId,
        )
        if (mailing === 'mailed') void choosePassword(request.voterId)
        return mailing === 'no-token' ? 'requeue' : mailing === 'busy' ? 'later' : 'done'
      },
  )
  startSenders(
    'cancel-link',
    tables.mailRate,
    mailQueue,
    reissueMessage,
    () =>
      async ({ reissueId }, { takeToken }) => {
        const ports = { ...common, takeToken, notifications, smsQueue }
        const confirming = await mailReissue(ports, reissueId, 'cancel-link')
        if (confirming === 'asked') meters.confirmed(reissueId)
        return confirming === 'no-token' ? 'requeue' : 'done'
      },
  )
  startSenders(
    'news',
    tables.mailRate,
    notifications,
    mailMessage,
    () =>
      async (message, { takeToken, ageSeconds }) => {
        const ports = { ...common, takeToken, notifications, smsQueue }
        const [of, notification] =
          'news' in message
            ? [
                message.voterId,
                await mailNotification(ports, message as AccountNotification, ageSeconds),
              ]
            : [message.reissueId, await mailReissue(ports, message.reissueId, 'news')]
        if (notification === 'sent' || notification === 'mailed') meters.notificationLeft(of)
        return notification === 'no-token' ? 'requeue' : 'done'
      },
  )
  startSenders('sms', tables.smsRate, smsQueue, reissueMessage, () => {
    const readSms = cachedSmsState({ ...tables, election, clock }, clock)
    return async ({ reissueId }, { takeToken }) => {
      const carrier = {
        async send() {
          meters.smsLeft(reissueId)
          await service.handOver()
          return { messageId: `sms of ${reissueId}` }
        },
      }
      const ports = { ...common, readSms, carrier, takeToken, notifications }
      const { outcome } = await sendIdentifier(ports, reissueId)
      return ['busy', 'not-taken', 'no-token'].includes(outcome) ? 'later' : 'done'
    }
  })

  async function askForLinks(): Promise<void> {
    for (let link = 0; link < links; link++) {
      await until((link / links) * linkSeconds)
      const { voterId } = await aSignedInVoter(inMemory)
      const [linkCount, cancelLinkCount] = [await linkQueue.waiting(), await mailQueue.waiting()]
      meters.linkAsked(voterId, linkWaitSeconds({ linkCount, cancelLinkCount }, mailsPerSecond))
      await linkQueue.put({ voterId, requestedAt: clock() })
    }
  }

  async function choosePassword(voterId: string): Promise<void> {
    meters.linkLeft(voterId)
    await service.pause(passwordMilliseconds)
    inMemory.alter.voter(voterId, { passwordSetAt: clock() })
    meters.passwordChosen()
    await notifications.put({ news: 'password-set', voterId, at: clock() })
    passwordsChosen++
  }

  async function askForReissues(): Promise<void> {
    for (let reissue = 0; reissue < reissues; reissue++) {
      await until((reissue / reissues) * reissueSeconds)
      const reissueId = await service.ask(inMemory, await aSignedInVoter(inMemory))
      meters.reissueAsked(reissueId, election.smsDelaySeconds)
      await Promise.all([smsQueue.put({ reissueId }), mailQueue.put({ reissueId })])
    }
  }

  async function isWaiting(): Promise<boolean> {
    const waiting = await Promise.all(Object.values(queues).map((queue) => queue.waiting()))
    return waiting.some((messages) => messages > 0)
  }

  async function requeue(): Promise<void> {
    // Runs while anything may be overdue; then nobody sleeps any more.
    while (time.now() < reissueSeconds * 1000 || passwordsChosen < links || (await isWaiting())) {
      await time.sleep(60_000)
      mostMailsWaiting = Math.max(mostMailsWaiting, await mailQueue.waiting())
      await service.requeue(tables, queues)
    }
  }

  const arrivals = Promise.all([askForLinks(), askForReissues(), requeue()])
  await time.pass()
  await arrivals
  const deadLetters = Object.values(queues).flatMap((queue) => queue.deadLetters)
  return {
    ...meters.figures(),
    deadLetters: deadLetters.length,
    mostMailsWaiting,
    longestChain: {
      ofMailers: Math.max(
        ...[mailQueue, linkQueue, notifications].map((queue) => queue.longestChain()),
      ),
      ofSender: smsQueue.longestChain(),
    },
    hottest: keysWritten.ofTables(),
  }
}
