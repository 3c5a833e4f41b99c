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

/** `repair` is apart, since it needs the identity keys. */
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

/** Actions with an e-mail of their own: `mail-again` repeats another, and a `repair` is mailed as a correction. */
export const notifiedActions = staffActions.filter(
  (action) => action !== 'mail-again' && action !== 'repair',
)

/** Notifications that one person requested an action that needs two people. */
export const requestNotifications = twoPersonActions.map((action) => `${action}-asked` as const)

export const staffNotifications = [...requestNotifications, ...notifiedActions]

/** NUMEN and birth date are corrected together, since one hash covers both. */
export const repairKinds = ['identity', 'email'] as const

export type RepairKind = (typeof repairKinds)[number]

/** A file is opened by the voter's code, by NUMEN and birth date, or by a colleague's code. */
export const fileOpenings = [
  'file-opened',
  'file-opened-by-identity',
  'file-opened-to-agree',
] as const

export type FileOpeningKind = (typeof fileOpenings)[number]
