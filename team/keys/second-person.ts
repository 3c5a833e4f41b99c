import { approvalMinutes } from '../../shared/domain/approval.ts'
import { CommandError } from '../command-error.ts'

interface ApprovalText {
  request: { by: string; reason?: string | undefined }
  approvedBy?: string | undefined
}

export const secondPersonTexts = {
  asked: (isApart: boolean) =>
    `C’est demandé, et rien n’est changé. Une autre personne, avec ses propres droits${isApart ? ' et depuis une autre adresse réseau' : ''}, lance la même commande dans les ${approvalMinutes.team} minutes.`,
  askedAlready:
    'Vous l’avez déjà demandé, et rien n’est changé. Une autre personne, avec ses propres droits, doit lancer la même commande.',
  agreed: ({ request: { by, reason = '' }, approvedBy = '' }: ApprovalText) =>
    `Demandé par ${by} (« ${reason} »), confirmé par ${approvedBy}.`,
  onThisMachine:
    'Sur cette machine, « LOCAL_CALLER=autre » devant la commande fait de vous cette autre personne.',
} as const

/** Thrown when nothing was done yet, since a second person must run the same command. */
export class SecondPersonAwaitedError extends CommandError {
  override name = 'SecondPersonAwaitedError'

  /** @param isApart true if the second person must be on another network */
  constructor(status: 'asked' | 'asked-already', isApart: boolean) {
    const { asked, askedAlready } = secondPersonTexts
    super(status === 'asked' ? asked(isApart) : askedAlready, 3)
  }
}
