import { dynamoRate } from '../../shared/adapters/dynamo-rate.ts'
import { dynamoReissues } from '../../shared/adapters/reissue/dynamo-reissues.ts'
import { dynamoSendings } from '../../shared/adapters/reissue/dynamo-sendings.ts'
import { dynamoSms } from '../../shared/adapters/sms/dynamo-sms-days.ts'
import { snsSmsCarrier } from '../../shared/adapters/sms/sns-sms-carrier.ts'
import { dynamoVoters } from '../../shared/adapters/voter/dynamo-voters.ts'
import { smsMessage } from '../../shared/contract/sms-message.ts'
import { secondsUntil } from '../../shared/domain/instants.ts'
import { longestDelaySeconds } from '../../shared/domain/queues.ts'
import { snsClient } from '../../shared/runtime/clients/sns.ts'
import { openQueue } from '../../shared/runtime/clients/sqs.ts'
import { journal } from '../../shared/runtime/journal.ts'
import { type Consumption, consume } from '../../shared/runtime/queue.ts'
import { rateLimiter } from '../../shared/runtime/rate-limiter.ts'
import { wireWithKeys } from '../../shared/runtime/wire-with-keys.ts'
import { cachedSmsState } from './cap-counts.ts'
import { resources } from './resources.ts'
import { type SendResult, sendIdentifier } from './send-identifier.ts'
import { sendPhoneSms } from './send-phone-sms.ts'

const runtime = wireWithKeys(resources)
const { database, tables, queues, settings, keys, time } = runtime
const { election, clock, toWall } = time
const smsPorts = dynamoSms(database, tables.smsDays)
const dependencies = {
  voters: dynamoVoters(database, tables.voters, election),
  reissues: dynamoReissues(database, tables.reissues),
  sendings: dynamoSendings(database, tables),
  ...smsPorts,
  readSms: cachedSmsState({ ...smsPorts, election, clock }),
  carrier: snsSmsCarrier(snsClient(), {
    senderId: election.senderId,
    smsMaxPriceUsd: election.smsMaxPriceUsd,
  }),
  notifications: openQueue(queues.news),
  siteUrl: settings.SITE_URL,
  election,
  clock,
  journal,
}

const phoneSmsRetrySeconds = 30

const rate = dynamoRate(database, tables.mailTurns, 'sms')
const smsLimiter = rateLimiter(rate, 'sms', election.smsPerSecond)

export const handler = consume(runtime, 'sms', {
  schema: smsMessage,
  waitsWhileSuspended: () => true,
  limiter: () => time.pauseWhileSuspended(smsLimiter()),
  async consume(message, { ageSeconds, takeToken }) {
    const ports = { ...dependencies, takeToken, keys: await keys() }
    if ('voterId' in message) {
      const result = await sendPhoneSms(ports, message)
      journal({ event: 'phone-sms.handled', sms: message.sms, sending: result })
      if (result === 'waits') return { requeueAfterSeconds: phoneSmsRetrySeconds }
      if (result !== 'unsure') return 'done'
      // This SMS may have left, so its retries become rarer with age.
      const seconds = phoneSmsRetrySeconds + Math.round(ageSeconds)
      return { requeueAfterSeconds: Math.min(longestDelaySeconds, seconds) }
    }
    const { reissueId } = message
    return consumptionOf(reissueId, await sendIdentifier(ports, reissueId))
  },
})

function consumptionOf(reissueId: string, result: SendResult): Consumption {
  switch (result.outcome) {
    case 'sent': {
      const { outcome: _, ...details } = result
      journal({ event: 'identifier.sent', reissueId, ...details })
      return 'done'
    }
    case 'refused':
      journal({ event: 'identifier.refused', reissueId, failure: result.failure })
      return 'done'
    case 'held':
      journal({
        event: 'sms.held',
        reissueId,
        until: toWall(result.until).toISOString(),
        by: result.by,
      })
      return 'done'
    case 'waits': {
      const requeueAfterSeconds = secondsUntil(result.until, clock())
      if (requeueAfterSeconds <= longestDelaySeconds) return { requeueAfterSeconds }
      // The reconciler requeues the request in time.
      journal({ event: 'message.dropped', reissueId, why: 'waits' })
      return 'done'
    }
    case 'absent':
    case 'over':
      journal({ event: 'message.dropped', reissueId, why: result.outcome })
      return 'done'
    case 'not-taken':
      journal({ event: 'sms.not-taken', reissueId, why: result.why })
      return 'later'
    case 'busy':
    case 'no-token':
      return 'later'
  }
}
