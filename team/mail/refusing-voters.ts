import type { KeysFor } from '../../shared/domain/keys.ts'
import type { FailedMails } from '../../shared/domain/mail/failed-mail.ts'
import type { Roll } from '../../shared/domain/roll/roll.ts'
import { refusesMails, type Voter, voterIdOf } from '../../shared/domain/voter/voter.ts'

interface Engines {
  roll: Pick<Roll, 'findMany' | 'withFailedMails'>
  failedMails: Pick<FailedMails, 'clear'>
  keys: KeysFor<'voter-id'>
}

/**
 * Has the service write again to the voters whom it gave up.
 * @param asked undefined: all of the roll
 * @returns their addresses
 */
export async function* writeAgain(
  { roll, failedMails, keys }: Engines,
  asked: ReadonlySet<string> | undefined,
  at: Date,
): AsyncIterable<string> {
  for await (const voter of asked ? found({ roll, keys }, asked) : roll.withFailedMails()) {
    if (!refusesMails(voter)) continue
    await failedMails.clear(voter, at)
    yield voter.email
  }
}

async function* found(
  { roll, keys }: Pick<Engines, 'roll' | 'keys'>,
  asked: ReadonlySet<string>,
): AsyncIterable<Voter> {
  const ids = [...asked].map((email) => voterIdOf(keys, email))
  // What the roll is asked for at once.
  for (let index = 0; index < ids.length; index += 100) {
    const voters = await roll.findMany(ids.slice(index, index + 100))
    // One who was asked for by two addresses is there twice.
    yield* new Map([...voters.values()].map((voter) => [voter.voterId, voter])).values()
  }
}
