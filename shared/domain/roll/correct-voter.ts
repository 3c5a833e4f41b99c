import type { AccountNewsQueue } from '../account/account-news.ts'
import type { Clock } from '../instants.ts'
import type { Voter } from '../voter/voter.ts'
import { type Correction, changesOf, keyedCorrection, type VoterChanges } from './correction.ts'
import type { KeyedValues } from './keyed-values.ts'
import type { Roll } from './roll.ts'

export type CorrectionRefusal =
  | 'unchanged'
  | 'address-taken'
  /** The NUMEN is another voter's. */
  | 'person-taken'

/** What a correction would change now, or why it would change nothing. */
export async function judgeCorrection(
  {
    roll,
    keyed,
  }: {
    roll: Pick<Roll, 'findMany' | 'findPersons'>
    keyed: Pick<KeyedValues, 'identities' | 'voterIds'>
  },
  voter: Voter,
  correction: Correction,
): Promise<VoterChanges | CorrectionRefusal> {
  const changes = changesOf(voter, correction, await keyedCorrection(keyed, voter, correction))
  if (!changes) return 'unchanged'
  const { addressId } = changes.set
  const owner = addressId && (await roll.findMany([addressId])).get(addressId)
  if (owner && owner.voterId !== voter.voterId) return 'address-taken'
  return (await isAnothers({ roll }, voter, changes)) ? 'person-taken' : changes
}

/** Whether the person that they are, by what is changed, is on the roll as another voter. */
export async function isAnothers(
  { roll }: { roll: Pick<Roll, 'findPersons'> },
  { voterId, personId: formerPerson }: Voter,
  changes: VoterChanges,
): Promise<boolean> {
  const personId = changes.set.personId ?? formerPerson
  const holder = (await roll.findPersons([personId])).get(personId)
  return holder !== undefined && holder !== voterId
}

/**
 * Before it is written: whoever is cut short in between tells of it again, and nobody is corrected in silence.
 * @returns when it is to have been corrected
 */
export async function tellOfCorrection(
  { news, clock }: { news: AccountNewsQueue; clock: Clock },
  { voterId }: Voter,
): Promise<Date> {
  const at = clock()
  await news.put({ news: 'roll-corrected', voterId, at })
  return at
}
