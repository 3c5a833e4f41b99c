import { type Action, callAction, mayStillArriveText, nothingToDoText } from './reissue-progress.ts'
import type { Situation } from './reissue-situation.ts'

/** Beyond it, the voter should call the helpdesk. */
const patienceMilliseconds = 3600_000

export function missingSmsAction(situation: Situation): Action {
  const { state, expectedAt, receiptDueAt, isReceiptMissing, mayAsk, remaining, now } = situation
  if (state === 'accepted' || state === 'sending') {
    return now.getTime() - Date.parse(expectedAt) > patienceMilliseconds
      ? callAction(situation)
      : { text: nothingToDoText }
  }
  if (state === 'sent' && receiptDueAt && !isReceiptMissing) {
    const before = mayAsk ? 'de faire une autre demande' : "de contacter l'assistance"
    return { text: mayStillArriveText(situation, before) }
  }
  if (!mayAsk) return callAction(situation)
  return {
    text: `Une nouvelle demande sera décomptée (il vous en reste ${remaining} actuellement), et l'identifiant de ce SMS ne fonctionnera plus.`,
    link: { label: 'Vérifier le numéro et refaire une demande', href: '/identifiant/' },
  }
}
