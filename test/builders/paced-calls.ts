import type { CountedCalls } from './busiest-minute.ts'

/** Calls that a queue's rate or the carriers limit. A block of tokens is reserved separately. */
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
