export const dateNames = [
  'contestUntil',
  'reissueOpensAt',
  'reissueClosesAt',
  'voteOpensAt',
  'voteClosesAt',
] as const

export type DateName = (typeof dateNames)[number]

export const movedDates = [
  'reissueOpensAt',
  'reissueClosesAt',
  'voteOpensAt',
  'voteClosesAt',
] as const

/** The legal deadlines are always wall time. */
export type Dates<Instant extends AnyInstant = WallInstant> = Readonly<
  Record<(typeof movedDates)[number], Instant> & {
    contestUntil: WallInstant
    appealsUntil?: WallInstant
  }
>

/** `appealsUntil` is set only once the results are known. */
export const allDateNames = [...dateNames, 'appealsUntil'] as const

export type AnyDateName = (typeof allDateNames)[number]
