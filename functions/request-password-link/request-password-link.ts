import type {
  PasswordLinkQueue,
  PasswordLinkRequest,
} from '../../shared/domain/account/password-link.ts'
import type { Clock } from '../../shared/domain/instants.ts'
import type { KeysFor } from '../../shared/domain/keys.ts'
import { voterIdOf } from '../../shared/domain/voter/voter.ts'

/** Does not read the roll: neither the answer nor its timing may reveal whether an address is on it. */
export async function requestPasswordLink(
  {
    linkQueue,
    keys,
    clock,
  }: { linkQueue: PasswordLinkQueue; keys: KeysFor<'voter-id'>; clock: Clock<ElectionInstant> },
  email: string,
  wants?: PasswordLinkRequest['wants'],
): Promise<void> {
  await linkQueue.put({
    voterId: voterIdOf(keys, email),
    requestedAt: clock(),
    ...(wants && { wants }),
  })
}
