import type { Journal } from '../../shared/runtime/journal.ts'

export async function watchLedger({ countStreams, tableCount, journal }: Dependencies) {
  const count = await countStreams()
  if (count < tableCount) journal({ event: 'ledger.unread', streams: tableCount - count })
}

interface Dependencies {
  countStreams: () => Promise<number>
  tableCount: number
  journal: Journal
}
