import type { SuppressedAddress } from '../../shared/domain/mail/suppression-list.ts'
import type { RollOperations } from '../../shared/domain/roll/roll.ts'
import { RefusalError } from '../keys/ask-team-function.ts'
import { type SuppressionPorts, votersOnList } from '../mail/suppressed-voters.ts'
import type { Destroyer } from './destroyed-and-kept.ts'

interface AddressPorts extends SuppressionPorts {
  operations: Pick<RollOperations, 'list'>
  isServiceGone: boolean
}

/** Removes voters' addresses from the suppression list, except those listed before the roll's first operation. */
export function rollAddressDestroyer(ports: AddressPorts): Destroyer {
  const { suppressionList, operations, isServiceGone } = ports
  async function find(): Promise<SuppressedAddress[]> {
    if (isServiceGone) return []
    try {
      const [firstOperation] = await operations.list()
      const addresses: SuppressedAddress[] = []
      for await (const { address } of votersOnList(ports)) {
        if (!firstOperation || address.since >= firstOperation.startedAt) addresses.push(address)
      }
      return addresses
    } catch (error) {
      // Without the roll or its keys, nobody can tell which addresses are voters'.
      if ((error as Error).name === 'ResourceNotFoundException') return []
      if (error instanceof RefusalError && error.refusal === 'keys-gone') return []
      throw error
    }
  }

  return {
    async findLeftover() {
      const { length: count } = await find()
      return count > 0 ? { count } : undefined
    },

    async destroy() {
      for (const address of await find()) await suppressionList.remove(address)
    },
  }
}
