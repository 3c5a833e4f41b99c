import { type FunctionResources, passwordMegabytes } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'register-phone',
  routes: [
    'POST /api/phone',
    'POST /api/phone/confirmation',
    'POST /api/phone/removal',
    'POST /api/phone/undo',
  ],
  tables: {
    calendar: ['GetItem'],
    sessions: ['GetItem'],
    voters: ['GetItem', 'UpdateItem'],
    attempts: ['UpdateItem'],
    phones: ['UpdateItem'],
    reissues: ['GetItem', 'UpdateItem'],
    smsDays: ['UpdateItem'],
  },
  updatedAttributes: {
    voters: [
      'voterId',
      'knownPhone',
      'formerPhone',
      'phoneProof',
      'takenPhone',
      'sessionEpoch',
      'passwordChangeRequired',
      'passwordRenewedAt',
      'repairedAt',
      'latestReissueId',
      'pendingReissueId',
      'reissueCount',
      'smsCount',
    ],
  },
  queues: { sms: ['SendMessage'], news: ['SendMessage'] },
  secrets: ['identifierKeys', 'proofKeys', 'originToken'],
  memoryMegabytes: passwordMegabytes,
} as const satisfies FunctionResources
