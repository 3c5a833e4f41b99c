import { readHeadMailing } from '../../shared/domain/ledger/head-mailing.ts'
import { type KeptHead, readKeptHead } from '../../shared/domain/ledger/kept-head.ts'
import type { NumberedTexts } from '../../shared/domain/ledger/numbered-texts.ts'

export interface LedgerView {
  last: KeptHead | undefined
  mailed: { head: KeptHead; at: Date } | undefined
}

interface Dependencies {
  heads: Pick<NumberedTexts, 'last' | 'read'>
  mailings: Pick<NumberedTexts, 'last' | 'read'>
}

export function ledgerReader({ heads, mailings }: Dependencies): () => Promise<LedgerView> {
  const headAt = async (number: number) => readKeptHead(await heads.read(number))

  async function lastMailed(): Promise<LedgerView['mailed']> {
    const lastMailing = await mailings.last()
    if (lastMailing === 0) return undefined
    const { head, at } = readHeadMailing(await mailings.read(lastMailing))
    return { head: await headAt(head), at }
  }

  async function lastSigned(): Promise<LedgerView['last']> {
    const lastHead = await heads.last()
    return lastHead === 0 ? undefined : headAt(lastHead)
  }

  return async () => {
    const [last, mailed] = await Promise.all([lastSigned(), lastMailed()])
    return { last, mailed }
  }
}
