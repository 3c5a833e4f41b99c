import { secondsLater } from '../instants.ts'

/** Time to finish for voters who signed in before the close (CGFP, R.211-563). */
export const graceMinutes = 30

export function voteClosesFor(
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
