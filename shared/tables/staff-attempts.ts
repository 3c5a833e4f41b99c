import type { AttemptItem } from './attempts.ts'
import type { TableDefinition } from './table-definition.ts'

/** Separate from sign-in attempts, which the staff's functions may not access */
export const staffAttemptsTable = {
  constructId: 'StaffAttempts',
  description:
    'A counter in one window of time: codes that a voter requested, or wrong codes, identities and actions of a staff member.',
  partitionKey: { name: 'attemptKey', type: 'string' },
  timeToLive: 'ttl',
  indexes: {},
  attributes: {
    attemptKey: 'the limit, the window, and a voter or the address of a staff member',
    attempts: 'number of attempts',
    lastAt: 'when the last attempt was made',
    previousAt: 'when the attempt before was made',
    ttl: 'seconds; end of the window',
  },
  retention: 'until the window ends.',
} as const satisfies TableDefinition<AttemptItem>
