export const fileActions = [
  'stop-request',
  'grant-sms',
  'free-phone',
  'mail-again',
  'end-sessions',
  'lift-wait',
  'lift-both-lost',
  'print-notice',
] as const

export type FileAction = (typeof fileActions)[number]

export const staffActions = [...fileActions, 'repair'] as const

export type StaffAction = (typeof staffActions)[number]

/** Actions that could let one person alone vote in a voter's place. */
export const twoPersonActions = [
  'lift-both-lost',
  'repair',
  'print-notice',
] as const satisfies readonly StaffAction[]

export type TwoPersonAction = (typeof twoPersonActions)[number]

export const needsTwoPeople = (action: StaffAction): action is TwoPersonAction =>
  twoPersonActions.some((twoPersonAction) => twoPersonAction === action)

export const notifiedActions = staffActions.filter(
  (action) => action !== 'mail-again' && action !== 'repair',
)

export const approvalRequestNotifications = twoPersonActions.map((kind) => `${kind}-asked` as const)

export const staffNotifications = [...approvalRequestNotifications, ...notifiedActions]

export const repairKinds = ['identity', 'email'] as const

export type RepairKind = (typeof repairKinds)[number]

export const fileOpenings = [
  'file-opened',
  'file-opened-by-identity',
  'file-opened-to-agree',
] as const

export type FileOpeningKind = (typeof fileOpenings)[number]
