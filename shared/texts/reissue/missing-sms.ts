import { type Action, callAction, mayStillArriveText } from './reissue-progress.ts'
import type { Situation } from './reissue-situation.ts'

// « Je ne l'ai pas reçu »: what to check, then the one thing to do.

export function missingSmsChecks({ maskedPhone }: Situation): string[] {
  return [
    `Votre numéro se termine-t-il bien par ${maskedPhone.slice(-2)} ?`,
    'Votre téléphone est-il allumé, à portée du réseau, avec de la place pour de nouveaux SMS ?',
    'Le SMS est-il parmi les indésirables ou les messages bloqués de votre téléphone ?',
  ]
}

/** How late an SMS may be before somebody should be told. */
const patienceMilliseconds = 3600_000

export function missingSmsAction(situation: Situation): Action {
  const { state, expectedAt, receiptDueAt, isReceiptMissing, mayAsk, remaining, now } = situation
  if (state === 'accepted' || state === 'sending') {
    return now.getTime() - Date.parse(expectedAt) > patienceMilliseconds
      ? callAction(situation)
      : {
          does: 'wait',
          text: "Ce SMS n'est pas encore parti : attendez, vous n'avez rien à refaire. Cette page dira quand il part.",
        }
  }
  if (state === 'sent' && receiptDueAt && !isReceiptMissing) {
    const before = mayAsk ? 'de faire une autre demande' : "de contacter l'assistance"
    return { does: 'wait', text: mayStillArriveText(situation, before) }
  }
  if (!mayAsk) return callAction(situation)
  return {
    does: 'ask',
    text: `Une autre demande est décomptée (il vous en reste ${remaining}), et l'identifiant de ce SMS ne fonctionnera plus.`,
    link: { label: 'Vérifier le numéro et refaire une demande', href: '/identifiant/' },
  }
}
