import { dynamoReissueMails } from '../../shared/adapters/reissue/dynamo-reissue-mails.ts'
import { dynamoReissues } from '../../shared/adapters/reissue/dynamo-reissues.ts'
import { sqsQueue } from '../../shared/adapters/sqs-queue.ts'
import { reissueMessage } from '../../shared/contract/queue-messages.ts'
import type { Turn } from '../../shared/domain/turns.ts'
import { sqsClient } from '../../shared/runtime/clients/sqs.ts'
import { consume } from '../../shared/runtime/consume.ts'
import { journal } from '../../shared/runtime/journal.ts'
import type { Consumption } from '../../shared/runtime/queue.ts'
import { mailReissue, type ReissueMailing } from './mail-reissue.ts'
import { tellOfSuspension } from './tell-of-suspension.ts'
import { mailing, turnsOfMails, waits, wired } from './wiring.ts'

const { database, tables, queues, keys, time } = wired
const sqs = sqsClient()
const dependencies = {
  ...mailing,
  reissues: dynamoReissues(database, tables.reissues),
  reissueMails: dynamoReissueMails(database, tables.reissues),
  newsQueue: sqsQueue<{ reissueId: string }>(sqs, queues.news),
  smsQueue: sqsQueue<{ reissueId: string }>(sqs, queues.sms),
}

const beginStopLinks = turnsOfMails('stop-link')

/** The mails that can stop a request. */
export const stopLinks = consume(wired, 'mail', {
  schema: reissueMessage,
  waitsWhileSuspended: () => true,
  begin() {
    const turn = time.unlessSuspended(beginStopLinks())
    return {
      async consume({ reissueId }, _, ageSeconds) {
        const ports = { ...dependencies, turn, keys: await keys() }
        const outcome = await mailReissue(ports, reissueId, 'stop-link')
        return consumed(outcome, { reissueId, ageSeconds }, 'stop-link')
      },
    }
  },
})

/** Mails what became of a request, or of the vote while the request is under way. */
export async function mailReissueNews(
  message: { reissueId: string; phase?: number },
  turn: Turn,
  ageSeconds: number,
): Promise<Consumption> {
  const { reissueId, phase } = message
  const ports = { ...dependencies, turn, keys: await keys() }
  const outcome =
    phase === undefined
      ? await mailReissue(ports, reissueId, 'news')
      : await tellOfSuspension({ ...ports, time }, { reissueId, phase })
  return consumed(outcome, { reissueId, ageSeconds }, 'news')
}

function consumed(
  outcome: ReissueMailing | Awaited<ReturnType<typeof tellOfSuspension>>,
  { reissueId, ageSeconds }: { reissueId: string; ageSeconds: number },
  kind: 'stop-link' | 'news',
): Consumption {
  switch (outcome) {
    case 'no-turn':
      return waits(kind, ageSeconds)
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
