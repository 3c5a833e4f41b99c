import { setTimeout as sleep } from 'node:timers/promises'
import type { Text } from '../../local/handset.ts'
import type { Receipt } from '../../local/receipts.ts'
import type { Local } from '../../local/run.ts'
import { startChance } from './chance.ts'

const shares = { never: 0.05, failure: 0.1, twice: 0.1, contradicted: 0.1 }

const firstAfterMilliseconds = 300
const nextAfterMilliseconds = [0, 3000] as const

export interface CarrierReceipts {
  /** How many are still to be written. */
  planned(): number
  /** Ids of the SMS of which a receipt was handed over. */
  handedOver: ReadonlySet<string>
}

/** What carriers say of the SMS: mostly one success, and all that may come in its place. */
export function startCarrierReceipts(
  { handset, receipts }: Pick<Local, 'handset' | 'receipts'>,
  seed: number,
): CarrierReceipts {
  const chance = startChance(seed, 'receipts')
  const handedOver = new Set<string>()
  let planned = 0

  async function deliverLater(receipt: Receipt, milliseconds: number): Promise<void> {
    planned++
    await sleep(milliseconds)
    planned--
    await receipts.deliver(receipt)
    handedOver.add(receipt.messageId)
  }

  handset.taken = ({ messageId, phone, at }: Text) => {
    if (chance.happens(shares.never)) return
    const common = { messageId, phone, takenAt: new Date(at) }
    const success = { ...common, status: 'SUCCESS' } as const
    const failure = {
      ...common,
      status: 'FAILURE',
      providerResponse: 'Phone is currently unreachable/unavailable',
    } as const
    const [said, contrary] = chance.happens(shares.failure)
      ? [failure, success]
      : [success, failure]
    void deliverLater(said, firstAfterMilliseconds)
    for (const [share, next] of [
      [shares.twice, said],
      [shares.contradicted, contrary],
    ] as const) {
      if (!chance.happens(share)) continue
      const milliseconds = firstAfterMilliseconds + chance.between(...nextAfterMilliseconds)
      void deliverLater(next, milliseconds)
    }
  }

  return { planned: () => planned, handedOver }
}
