import { approvalMinutes } from '../../shared/domain/approval.ts'

export const secondPersonTexts = {
  asked: (isApart: boolean) =>
    `C’est demandé, et rien n’est changé. Une autre personne, avec ses propres droits${isApart ? ' et depuis une autre adresse réseau' : ''}, lance la même commande dans les ${approvalMinutes.team} minutes.`,
  askedAlready:
    'Vous l’avez déjà demandé, et rien n’est changé. Une autre personne, avec ses propres droits, doit lancer la même commande.',
  agreed: (by: string, approver = '', reason = '') =>
    `Demandé par ${by} (« ${reason} »), confirmé par ${approver}.`,
  onThisMachine:
    'Sur cette machine, « LOCAL_CALLER=autre » devant la commande fait de vous cette autre personne.',
} as const

/** @param isApart true if the second person must be on another network @returns the exit code */
export function awaitSecondPerson(standing: 'asked' | 'asked-already', isApart = true): number {
  const { asked, askedAlready } = secondPersonTexts
  console.error(standing === 'asked' ? asked(isApart) : askedAlready)
  return 3
}
