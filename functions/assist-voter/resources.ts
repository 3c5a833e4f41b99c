import type { FunctionResources } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'assist-voter',
  routes: [
    'GET /api/staff/session',
    'DELETE /api/staff/session',
    'POST /api/staff/file',
    'GET /api/staff/file',
    'DELETE /api/staff/file',
    'POST /api/staff/file/actions',
    'PUT /api/staff/file/actions',
  ],
  tables: {
    calendar: ['GetItem'],
    staffSessions: ['GetItem', 'UpdateItem', 'DeleteItem'],
    staffAttempts: ['UpdateItem'],
    fileCodes: ['PutItem', 'UpdateItem', 'DeleteItem'],
    voters: ['GetItem'],
    reissues: ['GetItem', 'UpdateItem', 'Query voter-reissues'],
    passwordLinks: ['GetItem'],
    phones: ['GetItem', 'UpdateItem'],
    smsDays: ['UpdateItem'],
    approvals: ['GetItem', 'PutItem'],
    interventions: ['PutItem'],
  },
  keyPrefixes: { approvals: ['staff/lift-both-lost/', 'staff/print-notice/'], smsDays: ['20'] },
  readOnlyPrefixes: { approvals: ['staff/repair/'] },
  // Never add the password or the identifier: staff must not be able to sign in or vote for somebody.
  updatedAttributes: {
    voters: [
      'voterId',
      'reissueCount',
      'pendingReissueId',
      'smsCount',
      'sessionEpoch',
      'waitLiftedAt',
      'waitsLiftedAt',
      'takenPhone',
      'knownPhone',
      'formerPhone',
      'phoneProof',
      'passwordRenewedAt',
      'repairedAt',
    ],
  },
  queues: { news: ['SendMessage'] },
  secrets: ['originToken', 'fileCodeKey'],
} as const satisfies FunctionResources
