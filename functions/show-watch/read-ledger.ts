import { type Clock, secondsLater } from '../../shared/domain/instants.ts'
import { readHeadMailing } from '../../shared/domain/ledger/head-mailing.ts'
import { type KeptHead, readKeptHead } from '../../shared/domain/ledger/kept-head.ts'
import type { NumberedTexts } from '../../shared/domain/ledger/numbered-texts.ts'
import type { ToldIntervention } from '../../shared/domain/ledger/told-intervention.ts'

export interface LedgerView {
  last: KeptHead | undefined
  mailed: { head: KeptHead; at: Date } | undefined
  lastHour: ToldIntervention[]
}

interface Dependencies {
  heads: Pick<NumberedTexts, 'last' | 'read'>
  mailings: Pick<NumberedTexts, 'last' | 'read'>
  clock: Clock
}

/** Heads signed in an hour: one a minute, with a margin because schedules are not exact. */
const headsOfHour = 65

export function ledgerReader({ heads, mailings, clock }: Dependencies): () => Promise<LedgerView> {
  let headCache = new Map<number, Promise<KeptHead>>()

  function headAt(number: number): Promise<KeptHead> {
    const found = headCache.get(number) ?? heads.read(number).then(readKeptHead)
    headCache.set(number, found)
    found.catch(() => headCache.delete(number))
    return found
  }

  async function lastMailed(): Promise<LedgerView['mailed']> {
    const lastMailing = await mailings.last()
    if (lastMailing === 0) return undefined
    const { head, at } = readHeadMailing(await mailings.read(lastMailing))
    return { head: await headAt(head), at }
  }

  return async () => {
    const [mailed, last] = await Promise.all([lastMailed(), heads.last()])
    const first = Math.max(1, last - headsOfHour + 1)
    const numbers = Array.from({ length: last - first + 1 }, (_, index) => first + index)
    const recentHeads = await Promise.all(numbers.map(headAt))
    headCache = new Map([...headCache].filter(([number]) => number >= first))
    const hourAgo = secondsLater(clock(), -3600)
    const interventions = recentHeads.flatMap((head) => head.interventions)
    return {
      last: recentHeads.at(-1),
      mailed,
      lastHour: interventions.filter(({ at }) => at > hourAgo),
    }
  }
}
