/** What the staff may do in a voter's file. */
export const staffActions = [
  'stop-request',
  'grant-sms',
  'free-phone',
  'mail-again',
  'end-sessions',
  'lift-wait',
  'lift-both-lost',
  'print-notice',
] as const

export type StaffAction = (typeof staffActions)[number]

/** Done by one person alone, they could open a vote. */
export const twoPeopleActions = [
  'lift-both-lost',
  'print-notice',
] as const satisfies readonly StaffAction[]

export type TwoPeopleAction = (typeof twoPeopleActions)[number]

export const takesTwo = (action: StaffAction): action is TwoPeopleAction =>
  twoPeopleActions.some((one) => one === action)

/** Of a mail that leaves again, that mail is the news. */
export const toldActions = staffActions.filter((action) => action !== 'mail-again')

/** Of what takes two: that one of them asks for it. */
export const askedNews = twoPeopleActions.map((action) => `${action}-asked` as const)
