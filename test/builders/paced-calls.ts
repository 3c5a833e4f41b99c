import type { CountedCalls } from '../../lib/busiest-minute.ts'

/** What a queue brings no faster than its rate lets it, or than carriers do. A block of turns is reserved apart. */
export const pacedCalls = {
  linkMailed: {
    writes: { passwordLinks: 2 },
    reads: { passwordLinks: 1, voters: 1 },
    roundTrips: { sequence: 4, calls: 4 },
  },
  passwordTold: {
    writes: {},
    reads: { voters: 1 },
    roundTrips: { sequence: 1, calls: 1 },
  },
  smsTold: {
    writes: { reissues: 1 },
    reads: { reissues: 2, voters: 1 },
    roundTrips: { sequence: 3, calls: 4 },
  },
  receiptRecorded: {
    writes: { reissues: 1, smsDays: 1 },
    reads: { reissues: 2, smsDays: 1 },
    roundTrips: { sequence: 5, calls: 5 },
  },
} as const satisfies Record<string, CountedCalls>
