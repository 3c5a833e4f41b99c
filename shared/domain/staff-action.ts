/** What the staff may do in a voter's file. */
export const staffActions = [
  'stop-request',
  'grant-sms',
  'free-phone',
  'mail-again',
  'end-sessions',
  'lift-wait',
  'lift-both-lost',
] as const

export type StaffAction = (typeof staffActions)[number]

/** Done by one person alone, it could open a vote. */
export const takesTwo = (action: StaffAction): boolean => action === 'lift-both-lost'

/** Of a mail that leaves again, that mail is the news. */
export const toldActions = staffActions.filter((action) => action !== 'mail-again')
