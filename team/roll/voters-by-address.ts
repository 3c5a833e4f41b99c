import { toBatches } from '../../shared/domain/batches.ts'
import type { KeyedValues } from '../../shared/domain/roll/keyed-values.ts'
import type { Roll } from '../../shared/domain/roll/roll.ts'
import type { Voter } from '../../shared/domain/voter/voter.ts'

export interface AddressLookup {
  roll: Pick<Roll, 'findMany'>
  keyedValues: Pick<KeyedValues, 'voterIds'>
}

interface AddressMatch<Item> {
  item: Item
  addressId: string
  voter: Voter | undefined
}

const idsPerRead = 100

export async function findByAddress<Item extends { email: string }>(
  { roll, keyedValues }: AddressLookup,
  items: readonly Item[],
): Promise<AddressMatch<Item>[]> {
  const ids = await keyedValues.voterIds(items.map(({ email }) => email))
  const voters = await roll.findMany([...new Set(ids)])
  return items.map((item, index) => {
    const addressId = ids[index] as string
    return { item, addressId, voter: voters.get(addressId) }
  })
}

export async function* findVoters<Item extends { email: string }>(
  lookup: AddressLookup,
  items: Iterable<Item>,
): AsyncIterable<AddressMatch<Item>> {
  for await (const group of toBatches(items, idsPerRead)) yield* await findByAddress(lookup, group)
}
