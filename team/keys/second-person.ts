import { approvalMinutes } from '../../shared/domain/approval.ts'
import { CommandError } from '../command-error.ts'

interface ApprovalText {
  request: { by: string; reason?: string | undefined }
  approvedBy?: string | undefined
}

export const secondPersonTexts = {
  requested: (needsOtherNetwork: boolean) =>
    `C’est demandé, et rien n’est changé. Une autre personne, avec ses propres droits${needsOtherNetwork ? ' et depuis une autre adresse réseau' : ''}, lance la même commande dans les ${approvalMinutes.team} minutes.`,
  pending:
    'Vous l’avez déjà demandé, et rien n’est changé. Une autre personne, avec ses propres droits, doit lancer la même commande.',
  approved: ({ request: { by, reason = '' }, approvedBy = '' }: ApprovalText) =>
    `Demandé par ${by} (« ${reason} »), confirmé par ${approvedBy}.`,
  onThisMachine:
    'Sur cette machine, « LOCAL_CALLER=autre » devant la commande fait de vous cette autre personne.',
} as const

export class SecondPersonAwaitedError extends CommandError {
  override name = 'SecondPersonAwaitedError'

  constructor(status: 'asked' | 'asked-already', needsOtherNetwork: boolean) {
    const { requested, pending } = secondPersonTexts
    super(status === 'asked' ? requested(needsOtherNetwork) : pending, 3)
  }
}
