import { type AttemptItem, attemptsTable } from './attempts.ts'
import type { TableDefinition } from './table-definition.ts'

/** The table is separate, so that staff functions need no access to the voters' attempts. */
export const staffAttemptsTable = {
  ...attemptsTable,
  constructId: 'StaffAttempts',
  description:
    'A counter in one window of time: codes that a voter requested, or the actions, typed identities or wrong codes of a staff member.',
  attributes: {
    ...attemptsTable.attributes,
    attemptKey: 'the limit, the window, and a voter or the e-mail address of a staff member',
    ttl: 'seconds; when the window ends',
  },
  retention: 'until the window ends.',
} as const satisfies TableDefinition<AttemptItem>
