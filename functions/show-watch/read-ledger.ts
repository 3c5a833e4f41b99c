import { type Clock, secondsLater } from '../../shared/domain/instants.ts'
import { readHeadMailing } from '../../shared/domain/ledger/head-mailing.ts'
import { type KeptHead, readKeptHead } from '../../shared/domain/ledger/kept-head.ts'
import { lastNumber, type NumberedTexts } from '../../shared/domain/ledger/numbered-texts.ts'
import type { ToldIntervention } from '../../shared/domain/ledger/told-intervention.ts'

export interface LedgerSeen {
  last: KeptHead | undefined
  mailed: { head: KeptHead; at: Date } | undefined
  ofHour: ToldIntervention[]
}

interface Dependencies {
  heads: Pick<NumberedTexts, 'has' | 'read'>
  mailings: Pick<NumberedTexts, 'has' | 'read'>
  clock: Clock
}

/** Heads signed in an hour: one a minute, with a margin because schedules are not exact. */
const headsOfHour = 65

export function ledgerReader({ heads, mailings, clock }: Dependencies): () => Promise<LedgerSeen> {
  let [lastHead, lastMailing] = [0, 0]
  let known = new Map<number, Promise<KeptHead>>()

  function headAt(number: number): Promise<KeptHead> {
    const found = known.get(number) ?? heads.read(number).then(readKeptHead)
    known.set(number, found)
    found.catch(() => known.delete(number))
    return found
  }

  async function lastMailed(): Promise<LedgerSeen['mailed']> {
    lastMailing = await lastNumber(mailings, lastMailing)
    if (lastMailing === 0) return undefined
    const { head, at } = readHeadMailing(await mailings.read(lastMailing))
    return { head: await headAt(head), at }
  }

  return async () => {
    const [mailed, last] = await Promise.all([lastMailed(), lastNumber(heads, lastHead)])
    lastHead = last
    const first = Math.max(1, last - headsOfHour + 1)
    const numbers = Array.from({ length: last - first + 1 }, (_, index) => first + index)
    const read = await Promise.all(numbers.map(headAt))
    known = new Map([...known].filter(([number]) => number >= first))
    const hourAgo = secondsLater(clock(), -3600)
    const interventions = read.flatMap((one) => one.interventions)
    return {
      last: read.at(-1),
      mailed,
      ofHour: interventions.filter(({ at }) => at > hourAgo),
    }
  }
}
