import { secondsLater } from '../instants.ts'
import type { Intervention, InterventionKind } from './intervention.ts'

/** How long what one person asks for waits for another. */
export const wishMinutes = 60

/** How long what they began and was cut short may be gone on with; later, it is judged as a new one. */
export const begunSeconds = 86_400

/** What one person asks for that two must want. */
export interface Wish {
  kind: InterventionKind
  /** On what. */
  subject: string
  /** Of all that would be done: two who ask for something else agree on nothing. */
  asked: string
  by: string
  now: Date
}

export interface Standing {
  /** Another person asked for the very same. */
  agreed: Intervention | undefined
  /** The same person did already. */
  own: Intervention | undefined
}

/** Where a wish stands among those of the last hour. */
export function standingOf(
  interventions: readonly Intervention[],
  { kind, subject, asked, by, now }: Wish,
): Standing {
  const same = interventions.filter(
    (one) =>
      one.kind === kind &&
      one.subject === subject &&
      one.digests?.asked === asked &&
      isRecent(one, now),
  )
  return {
    agreed: same.findLast((one) => !isSamePerson(one.by, by)),
    own: same.findLast((one) => isSamePerson(one.by, by)),
  }
}

/** Machines' clocks differ: what is of the next minutes counts too. */
const clockToleranceSeconds = 300

/** Whether it is of the last hour. */
export function isRecent({ at }: Intervention, now: Date): boolean {
  const latest = secondsLater(now, clockToleranceSeconds)
  return at >= secondsLater(now, -wishMinutes * 60) && at <= latest
}

/** Made of the wish's: what two people want is done once. */
export const agreementId = (wishId: string) => `${wishId}/agreed`

export const isSamePerson = (by: string, other: string) => personIn(by) === personIn(other)

/** Behind one network nobody can tell that they are two. */
export function isSameNetwork(one: Intervention, { from }: { from: string }): boolean {
  return one.digests?.from === from
}

/** `Deployer/alice` and `Reader/Alice` are one person, who took on two roles. */
function personIn(by: string): string {
  return by.slice(by.lastIndexOf('/') + 1).toLowerCase()
}
