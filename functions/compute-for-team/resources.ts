import * as z from 'zod/mini'
import { type FunctionResources, nonEmpty } from '../../shared/runtime/resources.ts'
import { repairedAttributes } from '../../shared/tables/voters.ts'

export const resources = {
  folder: 'compute-for-team',
  tables: {
    // Of whom somebody was, so that another may be that person: no item may be put there.
    voters: ['BatchGetItem', 'DeleteItem'],
    rollOperations: ['GetItem', 'Scan'],
    approvals: ['GetItem', 'PutItem', 'Query'],
    interventions: ['PutItem', 'Scan'],
    passwordLinks: ['UpdateItem'],
    calendar: ['GetItem', 'PutItem'],
  },
  keys: { approvals: ['team/'] },
  // A file of the roll corrects more than staff do.
  updates: {
    voters: [
      ...repairedAttributes,
      ...['firstName', 'lastName', 'ballots', 'school', 'noticeFormat'],
      // Of a notice that came back.
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
  /** The names of the roles whose people it serves. */
  settings: z.object({
    ROLL_TEAM_ROLE: nonEmpty,
    HELPDESK_ROLE: nonEmpty,
    OPERATOR_ROLE: nonEmpty,
    DEPLOYER_ROLE: nonEmpty,
    /** Of CloudFront, before the voters' site and the staff's, with a space between. */
    DISTRIBUTION_IDS: nonEmpty,
  }),
} as const satisfies FunctionResources
