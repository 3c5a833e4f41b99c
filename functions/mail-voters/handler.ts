import { dynamoAttempts } from '../../shared/adapters/account/dynamo-attempts.ts'
import { dynamoPasswordLinks } from '../../shared/adapters/account/dynamo-password-links.ts'
import { dynamoRate } from '../../shared/adapters/dynamo-turns.ts'
import { dynamoLinkDays } from '../../shared/adapters/mail/dynamo-link-days.ts'
import { sesMailer } from '../../shared/adapters/mail/ses-mailer.ts'
import { dynamoReissueMails } from '../../shared/adapters/reissue/dynamo-reissue-mails.ts'
import { dynamoReissues } from '../../shared/adapters/reissue/dynamo-reissues.ts'
import { sqsQueue } from '../../shared/adapters/sqs-queue.ts'
import { dynamoVoters } from '../../shared/adapters/voter/dynamo-voters.ts'
import {
  mailMessage,
  passwordLinkMessage,
  reissueMessage,
} from '../../shared/contract/queue-messages.ts'
import type { AccountNews } from '../../shared/domain/account/account-news.ts'
import type { PasswordLinkRequest } from '../../shared/domain/account/password-link.ts'
import { sesClient } from '../../shared/runtime/clients/ses.ts'
import { sqsClient } from '../../shared/runtime/clients/sqs.ts'
import { consume, consumeEach } from '../../shared/runtime/consume.ts'
import { journal } from '../../shared/runtime/journal.ts'
import type { Consumption } from '../../shared/runtime/queue.ts'
import { turnsOf } from '../../shared/runtime/turns.ts'
import { wireWithKeys } from '../../shared/runtime/wire-with-keys.ts'
import { confirmReissue } from './confirm-reissue.ts'
import { countingTogether } from './day-budget.ts'
import { consumptionOf, mailPasswordLink } from './mail-password-link.ts'
import { mailSignInCode } from './mail-sign-in-code.ts'
import { resources } from './resources.ts'
import { tellOfAccount } from './tell-of-account.ts'
import { tellOfReissue } from './tell-of-reissue.ts'
import { tellOfSuspension } from './tell-of-suspension.ts'

const wired = wireWithKeys(resources)
const { database, tables, queues, settings, keys, time } = wired
const { election, clock, wall } = time
const sqs = sqsClient()
const rate = dynamoRate(database, tables.mailTurns, 'mails')
const beginStopLinks = turnsOf(rate, 'stop-link', election.mailsPerSecond)
const beginLinks = turnsOf(rate, 'password-link', election.mailsPerSecond)
const beginNews = turnsOf(rate, 'news', election.mailsPerSecond)
const dependencies = {
  reissues: dynamoReissues(database, tables.reissues),
  voters: dynamoVoters(database, tables.voters, election),
  passwordLinks: dynamoPasswordLinks(database, tables.passwordLinks),
  linkDays: dynamoLinkDays(database, tables.mailTurns),
  attempts: dynamoAttempts(database, tables.attempts),
  mailer: sesMailer(sesClient(), election, wired.configurationSet),
  reissueMails: dynamoReissueMails(database, tables.reissues),
  newsQueue: sqsQueue(sqs, queues.news),
  smsQueue: sqsQueue(sqs, queues.sms),
  election,
  siteUrl: settings.SITE_URL,
  clock,
  wall,
  journal,
}

const stopLinks = consume(wired, 'mail', {
  schema: reissueMessage,
  waitsWhileSuspended: () => true,
  begin() {
    const turn = time.unlessSuspended(beginStopLinks())
    return {
      async consume({ reissueId }, _, ageSeconds) {
        const ports = { ...dependencies, turn, keys: await keys() }
        return noted(await confirmReissue(ports, reissueId), { reissueId, ageSeconds }, 'stop-link')
      },
    }
  },
})

const links = consume(wired, 'link', {
  schema: passwordLinkMessage,
  waitsWhileSuspended: () => true,
  begin() {
    const turn = time.unlessSuspended(beginLinks())
    const { linkDays, end } = countingTogether(dependencies.linkDays)
    return {
      end,
      async consume(message, { queueMessageId }) {
        const request = message as PasswordLinkRequest
        const ports = { ...dependencies, linkDays, turn, keys: await keys() }
        const mailing = request.wants
          ? await mailSignInCode(ports, request)
          : await mailPasswordLink(ports, request, queueMessageId)
        const waitedSeconds = Math.round((clock().getTime() - request.requestedAt.getTime()) / 1000)
        journal({ event: 'link.handled', mailing, waitedSeconds })
        return consumptionOf(mailing)
      },
    }
  },
})

const news = consume(wired, 'news', {
  schema: mailMessage,
  waitsWhileSuspended: (message) => 'reissueId' in message && !('phase' in message),
  begin() {
    const turn = beginNews()
    return {
      async consume(message, _, ageSeconds) {
        const ports = { ...dependencies, turn, keys: await keys() }
        if ('news' in message) {
          const telling = await tellOfAccount(ports, message as AccountNews, ageSeconds)
          journal({ event: 'account-mail.handled', news: message.news, telling })
          if (telling === 'no-turn') return waits('news', ageSeconds)
          return telling === 'not-yet' ? 'later' : 'done'
        }
        const { reissueId } = message
        const told =
          'phase' in message
            ? await tellOfSuspension({ ...ports, time }, message)
            : await tellOfReissue(ports, reissueId)
        return noted(told, { reissueId, ageSeconds }, 'news')
      },
    }
  },
})

/** Each kind has a queue, so that none holds up a more urgent one; all take their turns of one rate. */
export const handler = consumeEach(queues, { mail: stopLinks, link: links, news })

type ReissueMailing =
  | Awaited<ReturnType<typeof confirmReissue>>
  | Awaited<ReturnType<typeof tellOfReissue>>
  | Awaited<ReturnType<typeof tellOfSuspension>>

function noted(
  news: ReissueMailing,
  { reissueId, ageSeconds }: { reissueId: string; ageSeconds: number },
  kind: 'stop-link' | 'news',
): Consumption {
  switch (news) {
    case 'no-turn':
      return waits(kind, ageSeconds)
    case 'absent':
    case 'over':
    case 'refused':
      journal({ event: 'message.dropped', reissueId, why: news })
      return 'done'
    case 'passed-on':
      return 'done'
    default:
      journal({ event: 'reissue-mail.sent', reissueId, news })
      return 'done'
  }
}

function waits(kind: 'stop-link' | 'news', ageSeconds: number): Consumption {
  journal({ event: 'mail.waits', kind, waitedSeconds: Math.round(ageSeconds) })
  return 'requeue'
}
