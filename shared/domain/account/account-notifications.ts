import type { MessageQueue } from '../queues.ts'
import { fileOpenings, staffNotifications } from '../staff-action.ts'

const electionClockKinds = [
  'password-set',
  'both-factors-lost',
  'identity-refused',
  'phone-set',
  'phone-removed',
  'phone-change-undone',
  'delay-lifted',
] as const

const wallClockKinds = [
  'roll-corrected',
  'roll-removed',
  'notice-returned',
  'notice-renewed',
  'account-restored',
  ...fileOpenings,
  ...staffNotifications,
] as const

export const accountNotificationKinds = [...electionClockKinds, ...wallClockKinds] as const

type NotificationKind = (typeof accountNotificationKinds)[number]

export type AccountNotification = {
  [Name in NotificationKind]: {
    news: Name
    voterId: string
    at: Name extends (typeof electionClockKinds)[number] ? ElectionInstant : WallInstant
  }
}[NotificationKind]

export type NotificationQueue = MessageQueue<AccountNotification | { reissueId: string }>
