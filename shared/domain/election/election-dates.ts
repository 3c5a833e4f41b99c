import { secondsLater } from '../instants.ts'

export const movableDates = [
  'reissueOpensAt',
  'reissueClosesAt',
  'voteOpensAt',
  'voteClosesAt',
] as const

export type Dates<Instant extends AnyInstant = WallInstant> = Readonly<
  Record<(typeof movableDates)[number], Instant> & {
    contestUntil: WallInstant
    appealsUntil?: WallInstant
  }
>

/** Time to finish for voters who signed in before the close (French civil service code, R.211-563). */
export const graceMinutes = 30

export function voteEndFor(
  voteClosesAt: ElectionInstant,
  signedInAt: ElectionInstant,
): ElectionInstant {
  return signedInAt < voteClosesAt ? secondsLater(voteClosesAt, graceMinutes * 60) : voteClosesAt
}

export function isOpen<Instant extends AnyInstant>(
  opensAt: Instant,
  closesAt: Instant,
  now: NoInfer<Instant>,
): boolean {
  return now >= opensAt && now < closesAt
}
