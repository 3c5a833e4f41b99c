import * as z from 'zod/mini'
import { type FunctionResources, nonEmpty } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'compute-for-team',
  tables: {
    // Of whom somebody was, so that another may be that person: no item may be put there.
    voters: ['BatchGetItem', 'DeleteItem'],
    rollOperations: ['GetItem', 'Scan'],
    interventions: ['GetItem', 'PutItem', 'Scan', 'ConditionCheckItem'],
    passwordLinks: ['UpdateItem'],
    calendar: ['GetItem', 'PutItem'],
  },
  // What a roll's file says, and what a new address ends. No identifier is among them.
  updates: {
    voters: [
      'voterId',
      'email',
      'addressId',
      'firstName',
      'lastName',
      'ballots',
      'school',
      'format',
      'identityHash',
      'personId',
      'correctedAt',
      'repairedAt',
      'formerEmail',
      'removedAt',
      'mailFailure',
      'passwordHash',
      'passwordSetAt',
      'passwordRenewedAt',
      'sessionEpoch',
      'sameAs',
      'heldBy',
    ],
  },
  queues: { news: ['SendMessage'] },
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
