import { dynamoDomainFailures } from '../../shared/adapters/mail/dynamo-domain-failures.ts'
import { dynamoFailedMails } from '../../shared/adapters/mail/dynamo-failed-mails.ts'
import {
  dynamoReissueMails,
  dynamoReissues,
} from '../../shared/adapters/reissue/dynamo-reissues.ts'
import { dynamoVoters } from '../../shared/adapters/voter/dynamo-voters.ts'
import { mailEventMessage } from '../../shared/contract/mail-events.ts'
import { journal } from '../../shared/runtime/journal.ts'
import { consume } from '../../shared/runtime/queue.ts'
import { wire } from '../../shared/runtime/wire.ts'
import { recordMailEvent } from './record-mail-event.ts'
import { resources } from './resources.ts'

const runtime = wire(resources)
const { database, tables, time } = runtime
const { election, clock, fromWall } = time
const dependencies = {
  voters: dynamoVoters(database, tables.voters, election),
  failedMails: dynamoFailedMails(database, tables.voters),
  domainFailures: dynamoDomainFailures(database, tables.mailTurns),
  reissues: dynamoReissues(database, tables.reissues),
  reissueMails: dynamoReissueMails(database, tables.reissues),
  election,
  clock,
}

export const handler = consume(runtime, 'mailEvent', {
  schema: mailEventMessage,
  async consume(event) {
    const result = await recordMailEvent(dependencies, {
      ...event,
      mailedAt: fromWall(event.mailedAt),
      at: fromWall(event.at),
    })
    switch (result.outcome) {
      case 'recorded': {
        const { why, isFinal } = result
        const { reissueId } = event
        journal({ event: 'mail.failed', why, isFinal, ...(reissueId !== '' && { reissueId }) })
        return 'done'
      }
      case 'busy':
        return 'later'
      default:
        journal({ event: 'mail-event.dropped', why: result.outcome })
        return 'done'
    }
  },
})
