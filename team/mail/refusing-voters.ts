import { inGroups } from '../../shared/domain/in-groups.ts'
import type { FailedMails } from '../../shared/domain/mail/failed-mail.ts'
import type { KeyedValues } from '../../shared/domain/roll/keyed-values.ts'
import type { Roll } from '../../shared/domain/roll/roll.ts'
import { mailFailureOf, type Voter } from '../../shared/domain/voter/voter.ts'

interface Engines {
  roll: Pick<Roll, 'findMany' | 'withFailedMails'>
  failedMails: Pick<FailedMails, 'clear'>
  keyed: Pick<KeyedValues, 'voterIds'>
}

/** What the roll is asked for at once. */
const idsAtOnce = 100

/**
 * Has the service write again to the voters whom it gave up.
 * @param asked undefined: all of the roll
 * @returns their addresses; twice of one who was asked for by two
 */
export async function* writeAgain(
  { roll, failedMails, keyed }: Engines,
  asked: ReadonlySet<string> | undefined,
  at: Date,
): AsyncIterable<string> {
  for await (const voter of asked ? found({ roll, keyed }, asked) : roll.withFailedMails()) {
    const failure = mailFailureOf(voter)
    if (!failure?.final) continue
    await failedMails.clear(voter.voterId, failure, at)
    yield voter.email
  }
}

async function* found(
  { roll, keyed }: Pick<Engines, 'roll' | 'keyed'>,
  asked: ReadonlySet<string>,
): AsyncIterable<Voter> {
  for await (const emails of inGroups(asked, idsAtOnce)) {
    yield* (await roll.findMany(await keyed.voterIds(emails))).values()
  }
}
