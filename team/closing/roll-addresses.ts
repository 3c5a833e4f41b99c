import type {
  SuppressedAddress,
  SuppressionList,
} from '../../shared/domain/mail/suppression-list.ts'
import type { KeyedValues } from '../../shared/domain/roll/keyed-values.ts'
import type { Roll, RollOperations } from '../../shared/domain/roll/roll.ts'
import { KeysRefusedError } from '../keys/ask-team-function.ts'
import { listedVoters } from '../mail/suppressed-voters.ts'
import type { Destroyer } from './destroyed-and-kept.ts'

interface Engines {
  list: SuppressionList
  roll: Pick<Roll, 'findMany'>
  operations: Pick<RollOperations, 'all'>
  isServiceGone: boolean
  keyed: Pick<KeyedValues, 'voterIds'>
}

/**
 * Destroys the roll's addresses, those of removed voters too, in the account's suppression list. An address listed
 * before the roll was begun is another sender's.
 */
export function rollAddressDestroyer({
  list,
  roll,
  operations,
  isServiceGone,
  keyed,
}: Engines): Destroyer {
  async function find(): Promise<SuppressedAddress[]> {
    if (isServiceGone) return []
    try {
      const [first] = await operations.all()
      const found: SuppressedAddress[] = []
      for await (const { address } of listedVoters({ list, roll, keyed })) {
        if (!first || address.since >= first.startedAt) found.push(address)
      }
      return found
    } catch (error) {
      // Without the roll or its keys, nothing tells whose the addresses are.
      if ((error as Error).name === 'ResourceNotFoundException') return []
      if (error instanceof KeysRefusedError && error.refusal === 'keys-gone') return []
      throw error
    }
  }

  return {
    async look() {
      const { length: count } = await find()
      return count > 0 ? { count } : undefined
    },

    async destroy() {
      // Removals could shift the following pages.
      for (const address of await find()) await list.remove(address)
    },
  }
}
