import { dynamoRate } from '../../shared/adapters/dynamo-turns.ts'
import { sesMailer } from '../../shared/adapters/mail/ses-mailer.ts'
import { dynamoReissueMails } from '../../shared/adapters/reissue/dynamo-reissue-mails.ts'
import { dynamoReissues } from '../../shared/adapters/reissue/dynamo-reissues.ts'
import { sqsHideMessage, sqsPutAgain, sqsQueue } from '../../shared/adapters/sqs-queue.ts'
import { dynamoVoters } from '../../shared/adapters/voter/dynamo-voters.ts'
import { reissueMessage } from '../../shared/contract/queue-messages.ts'
import { databaseClient } from '../../shared/runtime/clients/dynamodb.ts'
import { sesClient } from '../../shared/runtime/clients/ses.ts'
import { sqsClient } from '../../shared/runtime/clients/sqs.ts'
import { electionTime } from '../../shared/runtime/election-time.ts'
import { journal } from '../../shared/runtime/journal.ts'
import { type Consumption, queueHandler } from '../../shared/runtime/queue.ts'
import { readEnvironment } from '../../shared/runtime/resources.ts'
import { derivedKeys } from '../../shared/runtime/secrets.ts'
import { turnsOf } from '../../shared/runtime/turns.ts'
import { type Confirming, confirmReissue } from './confirm-reissue.ts'
import { resources } from './resources.ts'

const environment = readEnvironment(resources)
const { tables, queues, settings } = environment
const database = databaseClient()
const time = electionTime(database, tables.calendar)
const { election, clock, wall } = time
const sqs = sqsClient()
const keys = derivedKeys(environment, election)
const rate = dynamoRate(database, tables.mailTurns, 'mails')
const beginTurns = turnsOf(rate, 'stop-link', election.mailsPerSecond)
const dependencies = {
  reissues: dynamoReissues(database, tables.reissues),
  voters: dynamoVoters(database, tables.voters, election),
  mailer: sesMailer(sesClient(), election, environment.configurationSet),
  reissueMails: dynamoReissueMails(database, tables.reissues),
  newsQueue: sqsQueue(sqs, queues.news),
  smsQueue: sqsQueue(sqs, queues.sms),
  election,
  siteUrl: settings.SITE_URL,
  clock,
  wall,
  journal,
}

export const handler = queueHandler({
  schema: reissueMessage,
  hideMessage: sqsHideMessage(sqs, queues.mail),
  putAgain: sqsPutAgain(sqs, queues.mail),
  time,
  waitsWhileSuspended: () => true,
  begin() {
    const turn = time.unlessSuspended(beginTurns())
    return {
      async consume({ reissueId }, _, ageSeconds) {
        const confirming = await confirmReissue(
          { ...dependencies, turn, keys: await keys() },
          reissueId,
        )
        if (confirming === 'no-turn') {
          const waitedSeconds = Math.round(ageSeconds)
          journal({ event: 'mail.waits', kind: 'stop-link', waitedSeconds })
          return 'requeue'
        }
        return consumed(reissueId, confirming)
      },
    }
  },
})

function consumed(reissueId: string, confirming: Exclude<Confirming, 'no-turn'>): Consumption {
  switch (confirming) {
    case 'asked':
    case 'held':
    case 'stopped':
    case 'paused':
      journal({ event: 'reissue-mail.sent', reissueId, news: confirming })
      return 'done'
    case 'absent':
    case 'over':
    case 'refused':
      journal({ event: 'message.dropped', reissueId, why: confirming })
      return 'done'
    case 'passed-on':
      return 'done'
  }
}
