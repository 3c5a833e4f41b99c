import type { FunctionResources } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'act-on-file',
  tables: {
    calendar: ['GetItem'],
    staffSessions: ['GetItem', 'UpdateItem'],
    staffAttempts: ['UpdateItem'],
    fileCodes: ['PutItem', 'UpdateItem', 'DeleteItem'],
    openFiles: ['GetItem'],
    voters: ['GetItem'],
    reissues: ['GetItem', 'UpdateItem'],
    phones: ['UpdateItem'],
    interventions: ['PutItem'],
  },
  // Neither a password nor an identifier is among them.
  updates: {
    voters: [
      'voterId',
      'reissueCount',
      'pendingReissueId',
      'smsCount',
      'sessionEpoch',
      'waitLiftedAt',
      'takenPhone',
      'passwordRenewedAt',
      'repairedAt',
    ],
  },
  queues: { news: ['SendMessage'] },
  secrets: ['originToken', 'fileCodeKey'],
} as const satisfies FunctionResources
