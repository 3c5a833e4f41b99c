/** What the staff may do in a voter's file with what its voter's own transactions allow. */
export const actionsOnFile = [
  'stop-request',
  'grant-sms',
  'free-phone',
  'mail-again',
  'end-sessions',
  'lift-wait',
  'lift-both-lost',
  'print-notice',
] as const

export type ActionOnFile = (typeof actionsOnFile)[number]

/** All that they may do there. A function of its own does what takes a key. */
export const staffActions = [...actionsOnFile, 'repair'] as const

export type StaffAction = (typeof staffActions)[number]

/** Done by one person alone, they could open a vote. */
export const twoPeopleActions = [
  'lift-both-lost',
  'repair',
  'print-notice',
] as const satisfies readonly StaffAction[]

export type TwoPeopleAction = (typeof twoPeopleActions)[number]

export const takesTwo = (action: StaffAction): action is TwoPeopleAction =>
  twoPeopleActions.some((one) => one === action)

/** Of a mail that leaves again, that mail is the news; of a correction, the roll's own. */
export const toldActions = staffActions.filter(
  (action) => action !== 'mail-again' && action !== 'repair',
)

/** Of what takes two: that one of them asks for it. */
export const askedNews = twoPeopleActions.map((action) => `${action}-asked` as const)

/** Of all that the staff do for a voter, what is told by the same e-mail. */
export const staffDeeds = [...askedNews, ...toldActions]

/** Of a correction: NUMEN and birth date together, as one hash keeps both; or the address. */
export const repairKinds = ['identity', 'email'] as const

export type RepairKind = (typeof repairKinds)[number]

/** A file is opened by the voter's code, by NUMEN and birth date, or by a colleague's code. */
export const fileOpenings = [
  'file-opened',
  'file-opened-by-identity',
  'file-opened-to-agree',
] as const

export type FileOpeningKind = (typeof fileOpenings)[number]
