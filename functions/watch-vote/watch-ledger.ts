import type { Journal } from '../../shared/runtime/journal.ts'

/** Logs how many of the tables' streams do not reach the ledger. */
export async function watchLedger({ streamsRead, streams, journal }: Dependencies) {
  const read = await streamsRead()
  if (read < streams) journal({ event: 'ledger.unread', streams: streams - read })
}

interface Dependencies {
  streamsRead: () => Promise<number>
  streams: number
  journal: Journal
}
