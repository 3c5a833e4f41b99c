import { readHeadMailing } from '../../shared/domain/ledger/head-mailing.ts'
import type { NumberedTexts } from '../../shared/domain/ledger/numbered-texts.ts'
import { readStoredHead, type StoredHead } from '../../shared/domain/ledger/stored-head.ts'

export interface LedgerView {
  lastHead: StoredHead | undefined
  lastMailing: { head: StoredHead; at: Date } | undefined
}

interface Dependencies {
  heads: Pick<NumberedTexts, 'lastNumber' | 'read'>
  mailings: Pick<NumberedTexts, 'lastNumber' | 'read'>
}

export function ledgerReader({ heads, mailings }: Dependencies): () => Promise<LedgerView> {
  const readHead = async (number: number) => readStoredHead(await heads.read(number))

  return async () => {
    const [headCount, mailingCount] = await Promise.all([heads.lastNumber(), mailings.lastNumber()])
    const [lastHead, mailing] = await Promise.all([
      headCount > 0 ? readHead(headCount) : undefined,
      mailingCount > 0 ? mailings.read(mailingCount).then(readHeadMailing) : undefined,
    ])
    const lastMailing = mailing && { head: await readHead(mailing.head), at: mailing.at }
    return { lastHead, lastMailing }
  }
}
