import type { Roll } from '../../shared/domain/roll/roll.ts'
import type { MailFailure } from '../../shared/domain/voter/mail-failure.ts'
import { mailFailureOf } from '../../shared/domain/voter/voter.ts'
import { type ReachOptions, withDeployment } from '../reach-election.ts'
import { bouncedTexts as texts } from './bounced-texts.ts'
import { rollTables } from './roll-access.ts'

interface Bounced extends Pick<MailFailure, 'why' | 'at'> {
  email: string
  school: string
  final: boolean
}

export async function bouncedVoters(roll: Pick<Roll, 'withFailedMails'>): Promise<Bounced[]> {
  const bounced: Bounced[] = []
  for await (const voter of roll.withFailedMails()) {
    const { email, school = '' } = voter
    const failure = mailFailureOf(voter)
    if (!failure) continue
    const { why, at, final = false } = failure
    bounced.push({ email, school, why, at, final })
  }
  return bounced.sort(
    (one, other) =>
      one.school.localeCompare(other.school, 'fr') || one.email.localeCompare(other.email, 'fr'),
  )
}

export function listBounced(options: ReachOptions): Promise<number> {
  return withDeployment(options, async ({ deployment, election }) => {
    const bounced = await bouncedVoters(rollTables(deployment).roll)
    console.log(told(bounced, election.timeZone).join('\n'))
    return 0
  })
}

function told(bounced: readonly Bounced[], timeZone: string): string[] {
  if (bounced.length === 0) return [texts.none]
  const ofKind = [true, false].flatMap((isFinal) => {
    const voters = bounced.filter(({ final }) => final === isFinal)
    if (voters.length === 0) return []
    const schools = Map.groupBy(voters, ({ school }) => school)
    return [
      `${texts.title(isFinal, voters.length)} :`,
      ...[...schools].flatMap(([school, its]) => [
        texts.school(school, its.length),
        ...its.map((one) => texts.voter(one.email, one, timeZone)),
      ]),
    ]
  })
  return [...ofKind, texts.next]
}
