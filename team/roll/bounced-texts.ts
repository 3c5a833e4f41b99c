import type { MailFailureReason } from '../../shared/domain/voter/voter.ts'
import { mailFailureTexts } from '../../shared/texts/mail/mail-failures.ts'
import { moment } from '../../shared/texts/moments.ts'
import { number } from '../../shared/texts/numbers.ts'

export const bouncedTexts = {
  none: "Aucun e-mail n'est revenu.",
  title: (isFinal: boolean, voters: number) =>
    isFinal
      ? `${number(voters)} ${voters > 1 ? "électeurs à qui le service n'écrit plus" : "électeur à qui le service n'écrit plus"} : adresse à corriger, ou messagerie à débloquer`
      : `${number(voters)} ${voters > 1 ? 'électeurs' : 'électeur'} dont un e-mail n'est peut-être pas arrivé, ou tard : le service continue de leur écrire`,
  school: (school: string, voters: number) => `  ${school || 'Sans établissement'} (${voters})`,
  voter: (email: string, { why, at }: { why: MailFailureReason; at: Date }, timeZone: string) =>
    `    ${email}  ${mailFailureTexts[why]}, ${moment(at, timeZone)}`,
  next: 'Avant le scellement de la liste, « npm run roll -- correct » change une adresse. Si elle est bonne et que sa messagerie reçoit de nouveau : « npm run mail -- unsuppress FICHIER ».',
} as const
