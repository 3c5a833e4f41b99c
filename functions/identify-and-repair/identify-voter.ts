import type { KeysFor } from '../../shared/domain/keys.ts'
import type { Roll } from '../../shared/domain/roll/roll.ts'
import type { BirthDate, Numen } from '../../shared/domain/voter/identity.ts'
import { hashIdentity, personIdOf, type Voters } from '../../shared/domain/voter/voter.ts'

interface Dependencies {
  roll: Pick<Roll, 'findPersons'>
  voters: Pick<Voters, 'find'>
  keys: KeysFor<'identity' | 'person'>
}

export async function identifyVoter(
  { roll, voters, keys }: Dependencies,
  identity: { numen: Numen; birthDate: BirthDate },
): Promise<{ voterId: string } | undefined> {
  const personId = personIdOf(keys, identity.numen)
  const voterId = (await roll.findPersons([personId])).get(personId)
  const voter = voterId && (await voters.find(voterId))
  if (!voter) return undefined
  const identityHash = hashIdentity(keys, voter.voterId, identity)
  return voter.identityHash === identityHash ? { voterId: voter.voterId } : undefined
}
