import { dynamoRate } from '../../shared/adapters/dynamo-turns.ts'
import { sesMailer } from '../../shared/adapters/mail/ses-mailer.ts'
import { dynamoVoters } from '../../shared/adapters/voter/dynamo-voters.ts'
import type { TurnKind } from '../../shared/domain/turns.ts'
import { sesClient } from '../../shared/runtime/clients/ses.ts'
import { journal } from '../../shared/runtime/journal.ts'
import type { Consumption } from '../../shared/runtime/queue.ts'
import { turnsOf } from '../../shared/runtime/turns.ts'
import { wireWithKeys } from '../../shared/runtime/wire-with-keys.ts'
import { resources } from './resources.ts'

export const wired = wireWithKeys(resources)
const { database, tables, settings, time } = wired
const { election, clock, wall } = time

/** What every mail needs. */
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

/** A mail whose turn has not come goes back to its queue. */
export function waits(kind: 'stop-link' | 'news', ageSeconds: number): Consumption {
  journal({ event: 'mail.waits', kind, waitedSeconds: Math.round(ageSeconds) })
  return 'requeue'
}
