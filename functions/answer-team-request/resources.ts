import * as z from 'zod/mini'
import { type FunctionResources, nonEmptyText } from '../../shared/runtime/resources.ts'
import { breakerKey } from '../../shared/tables/sms-days.ts'
import { repairableAttributes } from '../../shared/tables/voters.ts'

export const resources = {
  folder: 'answer-team-request',
  tables: {
    voters: ['BatchGetItem', 'PutItem', 'DeleteItem'],
    reissues: ['BatchGetItem', 'PutItem', 'Query voter-reissues', 'Scan'],
    phones: ['BatchGetItem', 'PutItem'],
    rollOperations: ['GetItem', 'Scan'],
    approvals: ['GetItem', 'PutItem', 'Query'],
    interventions: ['PutItem', 'Scan'],
    passwordLinks: ['UpdateItem'],
    calendar: ['GetItem', 'PutItem'],
    smsDays: ['GetItem', 'PutItem'],
  },
  restoredTables: ['voters', 'reissues', 'phones'],
  keyPrefixes: { approvals: ['team/'], smsDays: [breakerKey] },
  // A day's keys begin with the year: `2026-11-25/handovers`.
  readOnlyPrefixes: { smsDays: ['20'] },
  updatedAttributes: {
    smsDays: ['day', 'smsCount', 'ttl'],
    voters: [
      ...repairableAttributes,
      ...['firstName', 'lastName', 'ballots', 'school', 'noticeFormat', 'noticeReturnedAt'],
      ...['identifierHash', 'formerIdentifierHash', 'formerIdentifierReissueId'],
    ],
  },
  queues: { news: ['SendMessage'] },
  secrets: ['identifierKeys', 'identityKeys', 'proofKeys', 'originToken'],
  replacedSecrets: ['identifierKeys', 'proofKeys', 'originToken'],
  settings: z.object({
    ROLL_TEAM_ROLE: nonEmptyText,
    OPERATOR_ROLE: nonEmptyText,
    DEPLOYER_ROLE: nonEmptyText,
    DISTRIBUTION_IDS: nonEmptyText,
  }),
} as const satisfies FunctionResources
