import { type MailFailure, mailFailureOf } from '../../shared/domain/voter/voter.ts'
import type { Reached } from '../reach-election.ts'
import { bouncedTexts as texts } from './bounced-texts.ts'
import { rollTables } from './roll-access.ts'

interface BouncedVoter extends MailFailure {
  email: string
  school: string
}

export async function listBounced({ deployment, election }: Reached): Promise<number> {
  const bounced: BouncedVoter[] = []
  for await (const voter of rollTables(deployment).roll.withFailedMails()) {
    const { email, school = '' } = voter
    const failure = mailFailureOf(voter)
    if (failure) bounced.push({ email, school, ...failure })
  }
  console.log(bounced.length > 0 ? listOf(bounced, election.timeZone) : texts.none)
  return 0
}

/** Lists voters to whom the service writes no more, then the others, by school. */
function listOf(bounced: readonly BouncedVoter[], timeZone: string): string {
  const sorted = bounced.toSorted(
    (one, other) =>
      one.school.localeCompare(other.school, 'fr') || one.email.localeCompare(other.email, 'fr'),
  )
  const parts = [true, false].flatMap((isFinal) => {
    const voters = sorted.filter(({ final = false }) => final === isFinal)
    const schools = Map.groupBy(voters, ({ school }) => school)
    return [
      ...(voters.length > 0 ? [`${texts.title(isFinal, voters.length)} :`] : []),
      ...[...schools].flatMap(([school, its]) => [
        texts.school(school, its.length),
        ...its.map((one) => texts.voter(one.email, one, timeZone)),
      ]),
    ]
  })
  return [...parts, texts.next].join('\n')
}
