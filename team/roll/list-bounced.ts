import {
  type MailFailure,
  type MailFailureReason,
  mailFailureOf,
} from '../../shared/domain/voter/voter.ts'
import { mailFailureTexts } from '../../shared/texts/mail/mail-failures.ts'
import { moment } from '../../shared/texts/moments.ts'
import { number } from '../../shared/texts/numbers.ts'
import type { Target } from '../reach-election.ts'
import { rollTables } from './roll-access.ts'

export const bouncedTexts = {
  noBounce: "Aucun e-mail n'est revenu.",
  title: (isFinal: boolean, voterCount: number) =>
    isFinal
      ? `${number(voterCount)} ${voterCount > 1 ? "électeurs à qui le service n'écrit plus" : "électeur à qui le service n'écrit plus"} : adresse à corriger, ou messagerie à débloquer`
      : `${number(voterCount)} ${voterCount > 1 ? 'électeurs' : 'électeur'} dont un e-mail n'est peut-être pas arrivé, ou tard : le service continue de leur écrire`,
  school: (school: string, total: number) => `  ${school || 'Sans établissement'} (${total})`,
  voter: (email: string, { why, at }: { why: MailFailureReason; at: Date }, timeZone: string) =>
    `    ${email}  ${mailFailureTexts[why]}, ${moment(at, timeZone)}`,
  nextStep:
    'Avant le scellement de la liste, « npm run roll -- correct » change une adresse. Si elle est bonne et que sa messagerie reçoit de nouveau : « npm run mail -- unsuppress FICHIER ».',
} as const

interface BouncedVoter extends MailFailure {
  email: string
  school: string
}

export async function listBounced({ deployment, election }: Target): Promise<number> {
  const voters: BouncedVoter[] = []
  for await (const voter of rollTables(deployment).roll.votersWithFailedMails()) {
    const { email, school = '' } = voter
    const failure = mailFailureOf(voter)
    if (failure) voters.push({ email, school, ...failure })
  }
  console.log(voters.length > 0 ? listText(voters, election.timeZone) : bouncedTexts.noBounce)
  return 0
}

function listText(voters: readonly BouncedVoter[], timeZone: string): string {
  const sortedVoters = voters.toSorted(
    (a, b) => a.school.localeCompare(b.school, 'fr') || a.email.localeCompare(b.email, 'fr'),
  )
  const parts = [true, false].flatMap((isFinal) => {
    const voters = sortedVoters.filter(({ final = false }) => final === isFinal)
    const schools = Map.groupBy(voters, ({ school }) => school)
    return [
      ...(voters.length > 0 ? [`${bouncedTexts.title(isFinal, voters.length)} :`] : []),
      ...[...schools].flatMap(([school, group]) => [
        bouncedTexts.school(school, group.length),
        ...group.map((voter) => bouncedTexts.voter(voter.email, voter, timeZone)),
      ]),
    ]
  })
  return [...parts, bouncedTexts.nextStep].join('\n')
}
