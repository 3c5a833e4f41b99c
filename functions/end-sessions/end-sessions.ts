import { isSessionsProof, readSessionsLink } from '../../shared/domain/account/sessions-link.ts'
import type { KeysFor } from '../../shared/domain/keys.ts'
import type { ReissuePorts } from '../../shared/runtime/reissue-ports.ts'

export async function endSessions(
  { voters, keys }: Dependencies,
  token: string,
): Promise<'ended' | 'unknown-link'> {
  const link = readSessionsLink(token)
  const voter = link && (await voters.find(link.voterId))
  if (!voter || !isSessionsProof(keys, voter, link.proof)) return 'unknown-link'
  await voters.endSessions(voter)
  return 'ended'
}

interface Dependencies extends Pick<ReissuePorts, 'voters'> {
  keys: KeysFor<'sessions-link'>
}
