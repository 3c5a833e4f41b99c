import { inGroups } from '../../shared/domain/in-groups.ts'
import type { KeyedValues } from '../../shared/domain/roll/keyed-values.ts'
import type { Roll } from '../../shared/domain/roll/roll.ts'
import type { Voter } from '../../shared/domain/voter/voter.ts'

/** What the roll is asked for at once. */
const idsAtOnce = 100

/** Each of these, with the voter whose address it is or was. */
export async function* withVoters<Item extends { email: string }>(
  { roll, keyed }: { roll: Pick<Roll, 'findMany'>; keyed: Pick<KeyedValues, 'voterIds'> },
  items: Iterable<Item>,
): AsyncIterable<{ item: Item; voter: Voter | undefined }> {
  for await (const asked of inGroups(items, idsAtOnce)) {
    const voterIds = await keyed.voterIds(asked.map(({ email }) => email))
    const voters = await roll.findMany([...new Set(voterIds)])
    for (const [at, item] of asked.entries()) {
      yield { item, voter: voters.get(voterIds[at] as string) }
    }
  }
}
