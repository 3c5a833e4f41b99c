import type { Journal } from '../../shared/runtime/journal.ts'

/** Says once a minute, for as long as it is so, how many streams somebody keeps from the ledger. */
export async function watchLedger({ ledgerReading, streams, journal }: Dependencies) {
  const read = await ledgerReading.streamsRead()
  if (read < streams) journal({ event: 'ledger.unread', streams: streams - read })
}

interface Dependencies {
  ledgerReading: { streamsRead(): Promise<number> }
  streams: number
  journal: Journal
}
