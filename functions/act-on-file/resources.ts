import type { FunctionResources } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'act-on-file',
  tables: {
    calendar: ['GetItem'],
    staffSessions: ['GetItem', 'UpdateItem'],
    staffAttempts: ['UpdateItem'],
    fileCodes: ['PutItem', 'UpdateItem', 'DeleteItem'],
    openFiles: ['GetItem', 'UpdateItem'],
    voters: ['GetItem'],
    reissues: ['GetItem', 'UpdateItem'],
    phones: ['UpdateItem'],
    approvals: ['GetItem', 'PutItem'],
    interventions: ['PutItem'],
  },
  keys: { approvals: ['staff/lift-both-lost/', 'staff/print-notice/'] },
  // Neither a password nor an identifier is among them.
  updates: {
    voters: [
      'voterId',
      'reissueCount',
      'pendingReissueId',
      'smsCount',
      'sessionEpoch',
      'waitLiftedAt',
      'waitsLiftedAt',
      'takenPhone',
      'passwordRenewedAt',
      'repairedAt',
    ],
  },
  queues: { news: ['SendMessage'] },
  secrets: ['originToken', 'fileCodeKey'],
} as const satisfies FunctionResources
