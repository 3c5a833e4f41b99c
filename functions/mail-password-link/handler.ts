import { setTimeout as sleep } from 'node:timers/promises'
import { dynamoPasswordLinks } from '../../shared/adapters/dynamo-password-links.ts'
import { dynamoVoters } from '../../shared/adapters/dynamo-voters.ts'
import { sesMailer } from '../../shared/adapters/ses-mailer.ts'
import { sqsHideMessage } from '../../shared/adapters/sqs-visibility.ts'
import { passwordLinkMessage } from '../../shared/contract/queue-messages.ts'
import { databaseClient } from '../../shared/runtime/clients/dynamodb.ts'
import { sesClient } from '../../shared/runtime/clients/ses.ts'
import { sqsClient } from '../../shared/runtime/clients/sqs.ts'
import { readElection } from '../../shared/runtime/deployed-election.ts'
import { journal } from '../../shared/runtime/journal.ts'
import { queueHandler } from '../../shared/runtime/queue.ts'
import { rateLimiterPool } from '../../shared/runtime/rate-limiter.ts'
import { readEnvironment } from '../../shared/runtime/resources.ts'
import { derivedKeys } from '../../shared/runtime/secrets.ts'
import { mailPasswordLink } from './mail-password-link.ts'
import { resources } from './resources.ts'

const environment = readEnvironment(resources)
const { tables, queues, settings } = environment
const election = readElection()
const database = databaseClient()
const keys = derivedKeys(environment)
const dependencies = {
  voters: dynamoVoters(database, tables.voters),
  passwordLinks: dynamoPasswordLinks(database, tables.passwordLinks),
  mailer: sesMailer(sesClient(), election.mail.from),
  election,
  siteUrl: settings.SITE_URL,
  clock: () => new Date(),
}

const limiters = rateLimiterPool(settings.MAILS_PER_SECOND, { now: () => performance.now(), sleep })

export const handler = queueHandler({
  schema: passwordLinkMessage,
  hideMessage: sqsHideMessage(sqsClient(), queues.link),
  begin() {
    const limiter = limiters.take()
    return {
      async consume(request, { queueMessageId }) {
        const mailing = await mailPasswordLink(
          { ...dependencies, turn: limiter.turn, keys: await keys() },
          request,
          queueMessageId,
        )
        journal({ event: 'link.handled', mailing })
        return mailing === 'busy' ? 'later' : 'done'
      },
      end: limiter.rest,
    }
  },
})
