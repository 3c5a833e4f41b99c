import * as z from 'zod/mini'
import { type FunctionResources, nonEmpty } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'compute-for-team',
  tables: {
    voters: ['BatchGetItem'],
    rollOperations: ['GetItem', 'Scan'],
    interventions: ['GetItem', 'PutItem', 'Scan'],
    calendar: ['GetItem', 'PutItem'],
  },
  secrets: ['identifierKeys', 'identityKeys', 'proofKeys'],
  replaces: ['identifierKeys', 'proofKeys'],
  /** The names of the roles whose people it serves. */
  settings: z.object({
    ROLL_TEAM_ROLE: nonEmpty,
    HELPDESK_ROLE: nonEmpty,
    OPERATOR_ROLE: nonEmpty,
    DEPLOYER_ROLE: nonEmpty,
  }),
} as const satisfies FunctionResources
