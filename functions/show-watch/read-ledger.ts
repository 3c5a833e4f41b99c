import { readHeadMailing } from '../../shared/domain/ledger/head-mailing.ts'
import { type KeptHead, readKeptHead } from '../../shared/domain/ledger/kept-head.ts'
import { lastNumber, type NumberedTexts } from '../../shared/domain/ledger/numbered-texts.ts'

export interface LedgerView {
  last: KeptHead | undefined
  mailed: { head: KeptHead; at: Date } | undefined
}

interface Dependencies {
  heads: Pick<NumberedTexts, 'has' | 'read'>
  mailings: Pick<NumberedTexts, 'has' | 'read'>
}

export function ledgerReader({ heads, mailings }: Dependencies): () => Promise<LedgerView> {
  let [lastHead, lastMailing] = [0, 0]
  const headAt = async (number: number) => readKeptHead(await heads.read(number))

  async function lastMailed(): Promise<LedgerView['mailed']> {
    lastMailing = await lastNumber(mailings, lastMailing)
    if (lastMailing === 0) return undefined
    const { head, at } = readHeadMailing(await mailings.read(lastMailing))
    return { head: await headAt(head), at }
  }

  async function lastSigned(): Promise<LedgerView['last']> {
    lastHead = await lastNumber(heads, lastHead)
    return lastHead === 0 ? undefined : headAt(lastHead)
  }

  return async () => {
    const [last, mailed] = await Promise.all([lastSigned(), lastMailed()])
    return { last, mailed }
  }
}
