import { setTimeout as sleep } from 'node:timers/promises'
import type { Reissue } from '../domain/reissue/reissue.ts'
import type { ReissuePorts } from '../runtime/reissue-ports.ts'

export type SettledReads = Pick<ReissuePorts, 'reissues'> & Partial<Pick<ReissuePorts, 'pause'>>

export async function findSettledReissue(
  reads: SettledReads,
  reissueId: string,
): Promise<Reissue | undefined> {
  const reissue = await reads.reissues.find(reissueId)
  return reissue && settleReissue(reads, reissue)
}

/** Rereads a request that is `sending` after a second: by then it may be `sent`, `failed` or again `accepted`. */
export async function settleReissue(
  { reissues, pause = sleep }: SettledReads,
  reissue: Reissue,
): Promise<Reissue> {
  if (reissue.state !== 'sending') return reissue
  await pause(1000)
  return (await reissues.find(reissue.reissueId)) ?? reissue
}
