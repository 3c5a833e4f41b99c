import { provesSessions, readSessionsLink } from '../../shared/domain/account/sessions-link.ts'
import type { KeysFor } from '../../shared/domain/keys.ts'
import type { Voters } from '../../shared/domain/voter/voter.ts'

/** Password, identifier and requests stay as they are: the link asks for no new password, nor for the wait after one. */
export async function endSessions(
  { voters, keys }: Dependencies,
  token: string,
): Promise<'ended' | 'unknown-link'> {
  const link = readSessionsLink(token)
  const voter = link && (await voters.find(link.voterId))
  if (!voter || !provesSessions(keys, voter, link.proof)) return 'unknown-link'
  // Should the epoch have moved on since, the sessions of the link's have ended all the same.
  await voters.endSessions(voter)
  return 'ended'
}

interface Dependencies {
  voters: Pick<Voters, 'find' | 'endSessions'>
  keys: KeysFor<'sessions-link'>
}
