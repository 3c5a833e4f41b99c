import { dynamoAttempts } from '../../shared/adapters/account/dynamo-attempts.ts'
import { dynamoPasswordLinks } from '../../shared/adapters/account/dynamo-password-links.ts'
import { dynamoLinkDays } from '../../shared/adapters/mail/dynamo-link-days.ts'
import { mailMessage, passwordLinkMessage } from '../../shared/contract/queue-messages.ts'
import type { AccountNews } from '../../shared/domain/account/account-news.ts'
import type { PasswordLinkRequest } from '../../shared/domain/account/password-link.ts'
import { consume, consumeEach } from '../../shared/runtime/consume.ts'
import { journal } from '../../shared/runtime/journal.ts'
import { consumptionOf, mailPasswordLink } from './mail-password-link.ts'
import { mailSignInCode } from './mail-sign-in-code.ts'
import {
  mailing,
  mailReissueNews,
  stopLinks,
  turnsOfMails,
  waits,
  wired,
} from './reissue-handler.ts'
import { tellOfAccount } from './tell-of-account.ts'

const { database, tables, queues, keys, time } = wired
const beginLinks = turnsOfMails('password-link')
const beginNews = turnsOfMails('news')
const dependencies = {
  ...mailing,
  passwordLinks: dynamoPasswordLinks(database, tables.passwordLinks),
  linkDays: dynamoLinkDays(database, tables.mailTurns),
  attempts: dynamoAttempts(database, tables.attempts),
}

const links = consume(wired, 'link', {
  schema: passwordLinkMessage,
  waitsWhileSuspended: () => true,
  begin() {
    const turn = time.unlessSuspended(beginLinks())
    return {
      async consume(message, { queueMessageId }) {
        const request = message as PasswordLinkRequest
        const ports = { ...dependencies, turn, keys: await keys() }
        const outcome = request.wants
          ? await mailSignInCode(ports, request)
          : await mailPasswordLink(ports, request, queueMessageId)
        const waited = time.clock().getTime() - request.requestedAt.getTime()
        const waitedSeconds = Math.round(waited / 1000)
        journal({ event: 'link.handled', mailing: outcome, waitedSeconds })
        return consumptionOf(outcome)
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
        if ('reissueId' in message) return mailReissueNews(message, turn, ageSeconds)
        const ports = { ...dependencies, turn, keys: await keys() }
        const telling = await tellOfAccount(ports, message as AccountNews, ageSeconds)
        journal({ event: 'account-mail.handled', news: message.news, telling })
        if (telling === 'no-turn') return waits('news', ageSeconds)
        return telling === 'not-yet' ? 'later' : 'done'
      },
    }
  },
})

/** Each kind has a queue, so that none holds up a more urgent one; all take their turns of one rate. */
export const handler = consumeEach(queues, { mail: stopLinks, link: links, news })
