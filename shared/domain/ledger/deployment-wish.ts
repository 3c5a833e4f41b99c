import { secondsLater } from '../instants.ts'
import type { Intervention } from './intervention.ts'

/** How long one person's wish to deploy waits for another's. */
export const wishMinutes = 60

export interface Wish {
  /** Name of the election's stack. */
  subject: string
  /** Digest of all that would be deployed. */
  assembly: string
  by: string
  now: Date
}

export interface Standing {
  /** Another person asked for the very same. */
  agreed: Intervention | undefined
  /** The same person did already. */
  own: Intervention | undefined
  /** Others asked for something else. */
  others: Intervention[]
}

/** Where a wish to deploy stands among those of the last hour. */
export function standingOf(
  interventions: readonly Intervention[],
  { subject, assembly, by, now }: Wish,
): Standing {
  // Machines' clocks differ: one of the next minutes counts too.
  const [from, to] = [secondsLater(now, -wishMinutes * 60), secondsLater(now, 300)]
  const wishes = interventions.filter(
    (one) =>
      one.kind === 'deployment' &&
      one.subject === subject &&
      one.digests?.assembly !== undefined &&
      one.at >= from &&
      one.at <= to,
  )
  const [same, others] = [
    wishes.filter(({ digests }) => digests?.assembly === assembly),
    wishes.filter(({ digests }) => digests?.assembly !== assembly),
  ]
  return {
    agreed: same.findLast((one) => personIn(one.by) !== personIn(by)),
    own: same.findLast((one) => personIn(one.by) === personIn(by)),
    others,
  }
}

/** `Deployer/alice` and `Reader/Alice` are one person, who took on two roles. */
function personIn(by: string): string {
  return (by.split('/').at(-1) ?? by).toLowerCase()
}
