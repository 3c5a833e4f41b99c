import type { AttemptItem } from './attempts.ts'
import type { TableDefinition } from './table-definition.ts'

/** Apart from those of sign-ins, at which the staff's functions have no right. */
export const staffAttemptsTable = {
  constructId: 'StaffAttempts',
  holds:
    'A counter: codes that a voter drew, or of one of the staff wrong codes, identities and actions, in one window of time.',
  partitionKey: { name: 'attemptKey', type: 'string' },
  timeToLive: 'ttl',
  indexes: {},
  attributes: {
    attemptKey: 'the limit, the window, and a voter or an address of the staff',
    attempts: 'how many were made',
    lastAt: 'when the last one was made',
    previousAt: 'when the one before was made',
    ttl: 'seconds; the end of the window',
  },
  stays: 'until the window ends.',
} as const satisfies TableDefinition<AttemptItem>
