import { type AttemptItem, attemptsTable } from './attempts.ts'
import type { TableDefinition } from './table-definition.ts'

/** Separate from sign-in attempts, which the staff's functions may not access. */
export const staffAttemptsTable = {
  ...attemptsTable,
  constructId: 'StaffAttempts',
  description:
    'A counter in one window of time: codes that a voter requested, or wrong codes, identities and actions of a staff member.',
  attributes: {
    ...attemptsTable.attributes,
    attemptKey: 'the limit, the window, and a voter or the address of a staff member',
    ttl: 'seconds; end of the window',
  },
  retention: 'until the window ends.',
} as const satisfies TableDefinition<AttemptItem>
