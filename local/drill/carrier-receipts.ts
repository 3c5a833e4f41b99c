import { setTimeout as sleep } from 'node:timers/promises'
import type { Text } from '../handset.ts'
import type { Receipt } from '../receipts.ts'
import type { Local } from '../run.ts'
import { startChance } from './chance.ts'

const shares = { never: 0.05, failure: 0.1, twice: 0.1, contradicted: 0.1 }

const firstAfterMilliseconds = 300
const nextAfterMilliseconds = [0, 3000] as const

export interface CarrierReceipts {
  counts: ReadonlyMap<string, number>
  /** Receipts that no function has been handed, and of those the ones that were due at once. */
  outstanding(): { planned: number; onTheWay: number }
  /** Ids of the SMS of which a receipt was handed over. */
  handedOver: ReadonlySet<string>
}

/** What carriers say of the SMS: mostly one success, and all that may come in its place. */
export function startCarrierReceipts(
  { handset, receipts }: Pick<Local, 'handset' | 'receipts'>,
  seed: number,
): CarrierReceipts {
  const chance = startChance(seed, 'receipts')
  const counts = new Map<string, number>()
  const handedOver = new Set<string>()
  let planned = 0
  let onTheWay = 0

  function happened(kind: string): void {
    counts.set(kind, (counts.get(kind) ?? 0) + 1)
  }

  async function deliverLater(receipt: Receipt, milliseconds: number): Promise<void> {
    planned++
    await sleep(milliseconds)
    planned--
    onTheWay++
    await receipts.deliver(receipt)
    onTheWay--
    handedOver.add(receipt.messageId)
  }

  handset.taken = ({ messageId, phone, at }: Text) => {
    if (chance.happens(shares.never)) return happened('never')
    const common = { messageId, phone, takenAt: new Date(at) }
    const success = { ...common, status: 'SUCCESS' } as const
    const failure = {
      ...common,
      status: 'FAILURE',
      providerResponse: 'Phone is currently unreachable/unavailable',
    } as const
    const isFailure = chance.happens(shares.failure)
    const [said, contrary] = isFailure ? [failure, success] : [success, failure]
    happened(isFailure ? 'failures' : 'successes')
    void deliverLater(said, firstAfterMilliseconds)
    for (const [share, kind, next] of [
      [shares.twice, 'twice', said],
      [shares.contradicted, 'contradicted', contrary],
    ] as const) {
      if (!chance.happens(share)) continue
      happened(kind)
      const milliseconds = firstAfterMilliseconds + chance.between(...nextAfterMilliseconds)
      void deliverLater(next, milliseconds)
    }
  }

  return {
    counts,
    outstanding: () => ({ planned, onTheWay }),
    handedOver,
  }
}
