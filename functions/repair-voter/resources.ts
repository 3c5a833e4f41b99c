import type { FunctionResources } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'repair-voter',
  tables: {
    calendar: ['GetItem'],
    staffSessions: ['GetItem', 'UpdateItem'],
    staffAttempts: ['UpdateItem'],
    fileCodes: ['PutItem', 'UpdateItem', 'DeleteItem'],
    openFiles: ['GetItem'],
    // Of whom somebody was, so that another may be that person: no item may be put there.
    voters: ['GetItem', 'BatchGetItem', 'DeleteItem'],
    reissues: ['GetItem'],
    passwordLinks: ['UpdateItem'],
    interventions: ['PutItem', 'ConditionCheckItem'],
  },
  // A new address ends the password. No identifier is among them.
  updates: {
    voters: [
      'voterId',
      'email',
      'addressId',
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
  secrets: ['originToken', 'fileCodeKey', 'identityKeys'],
} as const satisfies FunctionResources
