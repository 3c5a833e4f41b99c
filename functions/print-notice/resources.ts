import type { FunctionResources } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'print-notice',
  routes: ['PUT /api/staff/file/notice'],
  tables: {
    calendar: ['GetItem'],
    staffSessions: ['GetItem', 'UpdateItem'],
    staffAttempts: ['UpdateItem'],
    voters: ['GetItem'],
    reissues: ['GetItem'],
    approvals: ['GetItem', 'PutItem'],
    interventions: ['PutItem'],
  },
  keyPrefixes: { approvals: ['staff/print-notice/'] },
  updatedAttributes: {
    voters: [
      ...['voterId', 'identifierHash', 'identifierReissueId'],
      ...['formerIdentifierHash', 'formerIdentifierReissueId'],
      ...['noticeNumber', 'noticeWishId', 'noticeOperationId'],
      ...['noticeRenewedAt', 'noticeReturnedAt', 'reissueCount', 'sessionEpoch'],
      ...['pendingReissueId', 'passwordChangeRequired', 'passwordRenewedAt'],
      ...['repairedAt', 'removedAt'],
    ],
  },
  queues: { news: ['SendMessage'] },
  secrets: ['originToken', 'fileCodeKey', 'identifierKeys'],
} as const satisfies FunctionResources
