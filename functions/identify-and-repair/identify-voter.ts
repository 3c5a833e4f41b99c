import type { KeysFor } from '../../shared/domain/keys.ts'
import type { Roll } from '../../shared/domain/roll/roll.ts'
import { readBirthDate, readNumen } from '../../shared/domain/voter/identity.ts'
import { hashIdentity, personIdOf, type Voters } from '../../shared/domain/voter/voter.ts'

interface Dependencies {
  roll: Pick<Roll, 'findPersons'>
  voters: Pick<Voters, 'find'>
  keys: KeysFor<'identity' | 'person'>
}

export async function identifyVoter(
  { roll, voters, keys }: Dependencies,
  spokenIdentity: { numen: string; birthDate: string },
  now: Date,
): Promise<{ voterId: string } | undefined> {
  const numen = readNumen(spokenIdentity.numen)
  const birthDate = readBirthDate(spokenIdentity.birthDate, now)
  if (!numen || 'error' in birthDate) return undefined
  const personId = personIdOf(keys, numen)
  const voterId = (await roll.findPersons([personId])).get(personId)
  const voter = voterId && (await voters.find(voterId))
  if (!voter) return undefined
  const identityHash = hashIdentity(keys, voter.voterId, { numen, birthDate: birthDate.value })
  return voter.identityHash === identityHash ? { voterId: voter.voterId } : undefined
}
