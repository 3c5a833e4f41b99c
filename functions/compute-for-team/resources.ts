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
  secrets: ['identifierKeys', 'identityKeys', 'proofKeys', 'originToken'],
  replaces: ['identifierKeys', 'proofKeys', 'originToken'],
  /** The names of the roles whose people it serves. */
  settings: z.object({
    ROLL_TEAM_ROLE: nonEmpty,
    HELPDESK_ROLE: nonEmpty,
    OPERATOR_ROLE: nonEmpty,
    DEPLOYER_ROLE: nonEmpty,
    /** The name of the function that deploys. */
    DEPLOY_FUNCTION: nonEmpty,
    /** Of CloudFront, before the voters' site. */
    DISTRIBUTION_ID: nonEmpty,
  }),
} as const satisfies FunctionResources
