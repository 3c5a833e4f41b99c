import { setTimeout as sleep } from 'node:timers/promises'
import type { Reissue } from '../domain/reissue/reissue.ts'
import type { ReissuePorts } from '../runtime/reissue-ports.ts'

export type SettledReads = Pick<ReissuePorts, 'reissues'> & Partial<Pick<ReissuePorts, 'pause'>>

/** Reads a request that is `sending` again after a second: it is `accepted` again if SNS has refused the SMS. */
export async function findSettledReissue(
  { reissues, pause = sleep }: SettledReads,
  reissueId: string,
): Promise<Reissue | undefined> {
  const reissue = await reissues.find(reissueId)
  if (reissue?.state !== 'sending') return reissue
  await pause(1000)
  return reissues.find(reissueId)
}
