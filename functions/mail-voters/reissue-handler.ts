import { dynamoRate } from '../../shared/adapters/dynamo-turns.ts'
import { sesMailer } from '../../shared/adapters/mail/ses-mailer.ts'
import { dynamoReissueMails } from '../../shared/adapters/reissue/dynamo-reissue-mails.ts'
import { dynamoReissues } from '../../shared/adapters/reissue/dynamo-reissues.ts'
import { sqsQueue } from '../../shared/adapters/sqs-queue.ts'
import { dynamoVoters } from '../../shared/adapters/voter/dynamo-voters.ts'
import { reissueMessage } from '../../shared/contract/queue-messages.ts'
import type { Turn, TurnKind } from '../../shared/domain/turns.ts'
import { sesClient } from '../../shared/runtime/clients/ses.ts'
import { sqsClient } from '../../shared/runtime/clients/sqs.ts'
import { consume } from '../../shared/runtime/consume.ts'
import { journal } from '../../shared/runtime/journal.ts'
import type { Consumption } from '../../shared/runtime/queue.ts'
import { turnsOf } from '../../shared/runtime/turns.ts'
import { wireWithKeys } from '../../shared/runtime/wire-with-keys.ts'
import { mailReissue, type ReissueMailing } from './mail-reissue.ts'
import { resources } from './resources.ts'
import { tellOfSuspension } from './tell-of-suspension.ts'

export const wired = wireWithKeys(resources)
const { database, tables, queues, settings, keys, time } = wired
const { election, clock, wall } = time

/** Ports of every mail. */
export const mailing = {
  voters: dynamoVoters(database, tables.voters, election),
  mailer: sesMailer(sesClient(), election, wired.configurationSet),
  election,
  siteUrl: settings.SITE_URL,
  clock,
  wall,
  journal,
}

const rate = dynamoRate(database, tables.mailTurns, 'mails')

/** All kinds of mail take their turns of one rate. */
export const turnsOfMails = (kind: TurnKind) => turnsOf(rate, kind, election.mailsPerSecond)

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

/** A mail whose turn has not come goes back to its queue. */
export function waits(kind: 'stop-link' | 'news', ageSeconds: number): Consumption {
  journal({ event: 'mail.waits', kind, waitedSeconds: Math.round(ageSeconds) })
  return 'requeue'
}
