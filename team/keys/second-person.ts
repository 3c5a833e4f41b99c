import { approvalMinutes } from '../../shared/domain/approval.ts'
import { CommandError } from '../command-error.ts'

interface ApprovalText {
  request: { by: string; reason?: string | undefined }
  approvedBy?: string | undefined
}

export const secondPersonTexts = {
  request: (needsOtherNetwork: boolean) =>
    `C’est demandé, et rien n’est changé. Une autre personne, avec ses propres droits${needsOtherNetwork ? ' et depuis une autre adresse réseau' : ''}, lance la même commande dans les ${approvalMinutes.team} minutes.`,
  pendingRequest:
    'Vous l’avez déjà demandé, et rien n’est changé. Une autre personne, avec ses propres droits, doit lancer la même commande.',
  approval: ({ request: { by, reason = '' }, approvedBy = '' }: ApprovalText) =>
    `Demandé par ${by} (« ${reason} »), confirmé par ${approvedBy}.`,
  localCallerHint:
    'Sur cette machine, « LOCAL_CALLER=autre » devant la commande fait de vous cette autre personne.',
} as const

export class SecondPersonAwaitedError extends CommandError {
  override name = 'SecondPersonAwaitedError'

  constructor(status: 'asked' | 'asked-already', needsOtherNetwork: boolean) {
    const { request, pendingRequest } = secondPersonTexts
    super(status === 'asked' ? request(needsOtherNetwork) : pendingRequest, 3)
  }
}
