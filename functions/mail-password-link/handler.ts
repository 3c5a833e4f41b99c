import { dynamoAttempts } from '../../shared/adapters/account/dynamo-attempts.ts'
import { dynamoPasswordLinks } from '../../shared/adapters/account/dynamo-password-links.ts'
import { dynamoRate } from '../../shared/adapters/dynamo-turns.ts'
import { dynamoLinkDays } from '../../shared/adapters/mail/dynamo-link-days.ts'
import { sesMailer } from '../../shared/adapters/mail/ses-mailer.ts'
import { sqsHideMessage, sqsPutAgain } from '../../shared/adapters/sqs-queue.ts'
import { dynamoVoters } from '../../shared/adapters/voter/dynamo-voters.ts'
import { passwordLinkMessage } from '../../shared/contract/queue-messages.ts'
import { databaseClient } from '../../shared/runtime/clients/dynamodb.ts'
import { sesClient } from '../../shared/runtime/clients/ses.ts'
import { sqsClient } from '../../shared/runtime/clients/sqs.ts'
import { electionTime } from '../../shared/runtime/election-time.ts'
import { journal } from '../../shared/runtime/journal.ts'
import { queueHandler } from '../../shared/runtime/queue.ts'
import { readEnvironment } from '../../shared/runtime/resources.ts'
import { derivedKeys } from '../../shared/runtime/secrets.ts'
import { turnsOf } from '../../shared/runtime/turns.ts'
import { countingTogether } from './day-budget.ts'
import { consumptionOf, mailPasswordLink } from './mail-password-link.ts'
import { mailSignInCode } from './mail-sign-in-code.ts'
import { resources } from './resources.ts'

const environment = readEnvironment(resources)
const { tables, queues, settings } = environment
const database = databaseClient()
const time = electionTime(database, tables.calendar)
const { election, clock } = time
const sqs = sqsClient()
const keys = derivedKeys(environment, election)
const rate = dynamoRate(database, tables.mailTurns, 'mails')
const beginTurns = turnsOf(rate, 'password-link', election.mailsPerSecond)
const dependencies = {
  voters: dynamoVoters(database, tables.voters, election),
  passwordLinks: dynamoPasswordLinks(database, tables.passwordLinks),
  linkDays: dynamoLinkDays(database, tables.mailTurns),
  attempts: dynamoAttempts(database, tables.attempts),
  mailer: sesMailer(sesClient(), election, environment.configurationSet),
  election,
  siteUrl: settings.SITE_URL,
  clock,
}

export const handler = queueHandler({
  schema: passwordLinkMessage,
  hideMessage: sqsHideMessage(sqs, queues.link),
  putAgain: sqsPutAgain(sqs, queues.link),
  time,
  waitsWhileSuspended: () => true,
  begin() {
    const turn = time.unlessSuspended(beginTurns())
    const { linkDays, end } = countingTogether(dependencies.linkDays)
    return {
      end,
      async consume(request, { queueMessageId }) {
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
