import * as z from 'zod/mini'
import { type FunctionResources, nonEmpty } from '../../shared/runtime/resources.ts'
import { correctableAttributes } from '../../shared/tables/voters.ts'

export const resources = {
  folder: 'compute-for-team',
  tables: {
    // Deletes the item of a former NUMEN.
    voters: ['BatchGetItem', 'PutItem', 'DeleteItem'],
    reissues: ['BatchGetItem', 'PutItem', 'Query voter-reissues', 'Scan'],
    phones: ['BatchGetItem', 'PutItem'],
    rollOperations: ['GetItem', 'Scan'],
    approvals: ['GetItem', 'PutItem', 'Query'],
    interventions: ['PutItem', 'Scan'],
    passwordLinks: ['UpdateItem'],
    calendar: ['GetItem', 'PutItem'],
  },
  restores: ['voters', 'reissues', 'phones'],
  keys: { approvals: ['team/'] },
  // A file of the roll may correct more than staff.
  updates: {
    voters: [
      ...correctableAttributes,
      ...['firstName', 'lastName', 'ballots', 'school', 'noticeFormat'],
      // For a notice that was returned.
      ...[
        'identifierHash',
        'noticeReturnedAt',
        'formerIdentifierHash',
        'formerIdentifierReissueId',
      ],
    ],
  },
  queues: { news: ['SendMessage'] },
  secrets: ['identifierKeys', 'identityKeys', 'proofKeys', 'originToken'],
  replaces: ['identifierKeys', 'proofKeys', 'originToken'],
  settings: z.object({
    ROLL_TEAM_ROLE: nonEmpty,
    OPERATOR_ROLE: nonEmpty,
    DEPLOYER_ROLE: nonEmpty,
    /** Ids of the voters' and the staff's distribution, with a space between. */
    DISTRIBUTION_IDS: nonEmpty,
  }),
} as const satisfies FunctionResources
