import { dynamoRate } from '../../shared/adapters/dynamo-turns.ts'
import { sesMailer } from '../../shared/adapters/mail/ses-mailer.ts'
import { dynamoReissueMails } from '../../shared/adapters/reissue/dynamo-reissue-mails.ts'
import { dynamoReissues } from '../../shared/adapters/reissue/dynamo-reissues.ts'
import { sqsHideMessage, sqsPutAgain } from '../../shared/adapters/sqs-queue.ts'
import { dynamoVoters } from '../../shared/adapters/voter/dynamo-voters.ts'
import { mailMessage } from '../../shared/contract/queue-messages.ts'
import { databaseClient } from '../../shared/runtime/clients/dynamodb.ts'
import { sesClient } from '../../shared/runtime/clients/ses.ts'
import { sqsClient } from '../../shared/runtime/clients/sqs.ts'
import { electionTime } from '../../shared/runtime/election-time.ts'
import { journal } from '../../shared/runtime/journal.ts'
import { type Consumption, queueHandler } from '../../shared/runtime/queue.ts'
import { readEnvironment } from '../../shared/runtime/resources.ts'
import { derivedKeys } from '../../shared/runtime/secrets.ts'
import { turnsOf } from '../../shared/runtime/turns.ts'
import { resources } from './resources.ts'
import { tellOfAccount } from './tell-of-account.ts'
import { tellOfReissue } from './tell-of-reissue.ts'
import { tellOfSuspension } from './tell-of-suspension.ts'

const environment = readEnvironment(resources)
const { tables, queues, settings } = environment
const database = databaseClient()
const time = electionTime(database, tables.calendar)
const { election, clock, wall } = time
const keys = derivedKeys(environment, election)
const sqs = sqsClient()
const rate = dynamoRate(database, tables.mailTurns, 'mails')
const beginTurns = turnsOf(rate, 'news', election.mailsPerSecond)
const dependencies = {
  reissues: dynamoReissues(database, tables.reissues),
  voters: dynamoVoters(database, tables.voters, election),
  mailer: sesMailer(sesClient(), election, environment.configurationSet),
  reissueMails: dynamoReissueMails(database, tables.reissues),
  election,
  siteUrl: settings.SITE_URL,
  clock,
  wall,
}

export const handler = queueHandler({
  schema: mailMessage,
  hideMessage: sqsHideMessage(sqs, queues.news),
  putAgain: sqsPutAgain(sqs, queues.news),
  time,
  waitsWhileSuspended: (message) => 'reissueId' in message && !('phase' in message),
  begin() {
    const turn = beginTurns()
    return {
      async consume(message, _, ageSeconds) {
        const ports = { ...dependencies, turn, keys: await keys() }
        if ('news' in message) {
          const telling = await tellOfAccount(ports, message, ageSeconds)
          journal({ event: 'account-mail.handled', news: message.news, telling })
          if (telling === 'no-turn') return waits(ageSeconds)
          return telling === 'not-yet' ? 'later' : 'done'
        }
        const { reissueId } = message
        const news =
          'phase' in message
            ? await tellOfSuspension({ ...ports, time }, message)
            : await tellOfReissue(ports, reissueId)
        if (news === 'no-turn') return waits(ageSeconds)
        if (news === 'absent' || news === 'over' || news === 'refused') {
          journal({ event: 'message.dropped', reissueId, why: news })
        } else {
          journal({ event: 'reissue-mail.sent', reissueId, news })
        }
        return 'done'
      },
    }
  },
})

function waits(ageSeconds: number): Consumption {
  journal({ event: 'mail.waits', kind: 'news', waitedSeconds: Math.round(ageSeconds) })
  return 'requeue'
}
