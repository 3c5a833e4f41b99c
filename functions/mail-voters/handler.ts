import { dynamoAttempts } from '../../shared/adapters/account/dynamo-attempts.ts'
import { dynamoPasswordLinks } from '../../shared/adapters/account/dynamo-password-links.ts'
import { dynamoRate } from '../../shared/adapters/dynamo-rate.ts'
import { dynamoLinkDays } from '../../shared/adapters/mail/dynamo-link-days.ts'
import { sesMailer } from '../../shared/adapters/mail/ses-mailer.ts'
import {
  dynamoOverdueReissues,
  dynamoReissueMails,
  dynamoReissues,
} from '../../shared/adapters/reissue/dynamo-reissues.ts'
import { dynamoVoters } from '../../shared/adapters/voter/dynamo-voters.ts'
import { mailMessage, passwordLinkMessage } from '../../shared/contract/queue-messages.ts'
import { reissueMessage } from '../../shared/contract/sms-message.ts'
import type { AccountNotification } from '../../shared/domain/account/account-notifications.ts'
import type { PasswordLinkRequest } from '../../shared/domain/account/password-link.ts'
import type { SenderKind } from '../../shared/domain/rate-limiter.ts'
import { sesClient } from '../../shared/runtime/clients/ses.ts'
import { openQueue } from '../../shared/runtime/clients/sqs.ts'
import { journal } from '../../shared/runtime/journal.ts'
import { type Consumption, consume, consumeByQueue } from '../../shared/runtime/queue.ts'
import { rateLimiter } from '../../shared/runtime/rate-limiter.ts'
import { wireWithKeys } from '../../shared/runtime/wire-with-keys.ts'
import { mailNotification } from './mail-account-notification.ts'
import { consumptionOf, mailPasswordLink, mailSignInCode } from './mail-link.ts'
import { mailReissue, type ReissueMailResult } from './mail-reissue.ts'
import { mailSuspension } from './mail-suspension-notification.ts'
import { resources } from './resources.ts'

const runtime = wireWithKeys(resources)
const { database, tables, queues, settings, keys, time } = runtime
const { election, clock, toWall } = time
const dependencies = {
  voters: dynamoVoters(database, tables.voters, election),
  reissues: dynamoReissues(database, tables.reissues),
  reissueMails: dynamoReissueMails(database, tables.reissues),
  overdueReissues: dynamoOverdueReissues(database, tables.reissues),
  passwordLinks: dynamoPasswordLinks(database, tables.passwordLinks),
  linkDays: dynamoLinkDays(database, tables.mailTurns),
  attempts: dynamoAttempts(database, tables.attempts),
  notifications: openQueue(queues.news),
  smsQueue: openQueue<{ reissueId: string }>(queues.sms),
  mailer: sesMailer(sesClient(), election, runtime.configurationSet),
  election,
  siteUrl: settings.SITE_URL,
  clock,
  toWall,
  journal,
}

const rate = dynamoRate(database, tables.mailTurns, 'mails')
const limiterOf = (kind: SenderKind) => rateLimiter(rate, kind, election.mailsPerSecond)
const cancelLinkLimiter = limiterOf('cancel-link')
const linkLimiter = limiterOf('password-link')
const notificationLimiter = limiterOf('news')

const mailConsumer = consume(runtime, 'mail', {
  schema: reissueMessage,
  waitsWhileSuspended: () => true,
  limiter: () => time.pauseWhileSuspended(cancelLinkLimiter()),
  async consume({ reissueId }, { ageSeconds, takeToken }) {
    const ports = { ...dependencies, takeToken, keys: await keys() }
    const outcome = await mailReissue(ports, reissueId, 'cancel-link')
    return consumptionOfMailing(outcome, { reissueId, ageSeconds }, 'cancel-link')
  },
})

const linkConsumer = consume(runtime, 'link', {
  schema: passwordLinkMessage,
  waitsWhileSuspended: () => true,
  limiter: () => time.pauseWhileSuspended(linkLimiter()),
  async consume(message, { queueMessageId, takeToken }) {
    const request = message as PasswordLinkRequest
    const ports = { ...dependencies, takeToken, keys: await keys() }
    const outcome = request.wants
      ? await mailSignInCode(ports, request)
      : await mailPasswordLink(ports, request, queueMessageId)
    const waitedSeconds = Math.round((clock().getTime() - request.requestedAt.getTime()) / 1000)
    journal({ event: 'link.handled', mailing: outcome, waitedSeconds })
    return consumptionOf(outcome)
  },
})

const notificationConsumer = consume(runtime, 'news', {
  schema: mailMessage,
  waitsWhileSuspended: (message) => 'reissueId' in message && !('phase' in message),
  limiter: () => notificationLimiter(),
  async consume(message, { ageSeconds, takeToken }) {
    const ports = { ...dependencies, takeToken, keys: await keys() }
    if ('reissueId' in message) {
      const { reissueId, phase }: { reissueId: string; phase?: number } = message
      const outcome =
        phase === undefined
          ? await mailReissue(ports, reissueId, 'news')
          : await mailSuspension({ ...ports, time }, { reissueId, phase })
      return consumptionOfMailing(outcome, { reissueId, ageSeconds }, 'news')
    }
    const outcome = await mailNotification(ports, message as AccountNotification, ageSeconds)
    journal({ event: 'account-mail.handled', news: message.news, mailing: outcome })
    if (outcome === 'no-token') return requeueForToken('news', ageSeconds)
    return outcome === 'not-yet' ? 'later' : 'done'
  },
})

/** Separate queues for cancel links, for links and codes to sign in, and for notifications: urgent mails overtake others. */
export const handler = consumeByQueue(queues, {
  mail: mailConsumer,
  link: linkConsumer,
  news: notificationConsumer,
})

function consumptionOfMailing(
  outcome: ReissueMailResult | Awaited<ReturnType<typeof mailSuspension>>,
  { reissueId, ageSeconds }: { reissueId: string; ageSeconds: number },
  kind: 'cancel-link' | 'news',
): Consumption {
  switch (outcome) {
    case 'no-token':
      return requeueForToken(kind, ageSeconds)
    case 'absent':
    case 'over':
    case 'refused':
      journal({ event: 'message.dropped', reissueId, why: outcome })
      return 'done'
    case 'passed-on':
      return 'done'
    default:
      journal({ event: 'reissue-mail.sent', reissueId, news: outcome })
      return 'done'
  }
}

function requeueForToken(kind: 'cancel-link' | 'news', ageSeconds: number): Consumption {
  journal({ event: 'mail.waits', kind, waitedSeconds: Math.round(ageSeconds) })
  return 'requeue'
}
