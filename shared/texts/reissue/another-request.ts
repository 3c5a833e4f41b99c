import { nearMoment } from '../moments.ts'
import {
  type Action,
  callAction,
  mayStillArriveText,
  nothingToDoText,
  replacedByNoticeText,
} from './reissue-progress.ts'
import type { ReminderSituation, Situation } from './reissue-situation.ts'
import { isIdentifierReplaced, sentAt } from './reissue-steps.ts'

export function latestReminder(situation: ReminderSituation): string | undefined {
  const { state, usedAt, failure, maskedPhone, requestedAt, history, timeZone, now } = situation
  const since = history[history.length - 1]?.at ?? requestedAt
  const moment = nearMoment(since, timeZone, now)
  const costText = isIdentifierReplaced(situation)
    ? `${replacedByNoticeText} Une nouvelle demande est décomptée.`
    : "Une nouvelle demande est décomptée, et l'identifiant de ce SMS ne fonctionnera plus."
  if (usedAt) {
    return `Vous avez déjà utilisé l'identifiant du dernier SMS, ${nearMoment(usedAt, timeZone, now)}. ${costText}`
  }
  if (situation.withdrawn) {
    const end = situation.stoppedByStaff ? "arrêtée par l'assistance" : 'retirée'
    return `Votre demande a été ${end} : aucun SMS ne partira. Indiquez le bon numéro.`
  }
  switch (state) {
    case 'sent': {
      const { receiptDueAt, isReceiptMissing } = situation
      const arrivalText = isReceiptMissing
        ? " Nous ne savons pas s'il est arrivé."
        : receiptDueAt
          ? ` ${mayStillArriveText(situation, 'de faire une autre demande')}`
          : ''
      return `Un SMS vous a déjà été envoyé ${moment}.${arrivalText} ${costText}`
    }
    case 'delivered':
      return `Un SMS a déjà été remis à l'opérateur ${moment}. ${costText}`
    case 'failed': {
      const failureText = `Le dernier SMS n'a pas pu être ${situation.restored || !sentAt(history) ? 'envoyé' : 'remis'} au numéro se terminant par ${maskedPhone.slice(-2)}`
      return `${failureText}${failure === 'service-limit' ? '.' : ' : vérifiez-le, ou indiquez-en un autre.'}`
    }
    default:
      return undefined
  }
}

const callDelayMilliseconds = 3600_000

export function missingSmsAction(situation: Situation): Action {
  const { state, expectedAt, receiptDueAt, isReceiptMissing, mayRequest, remaining } = situation
  if (state === 'accepted' || state === 'sending') {
    return situation.now.getTime() - Date.parse(expectedAt) > callDelayMilliseconds
      ? callAction(situation)
      : { text: nothingToDoText }
  }
  if (state === 'sent' && receiptDueAt && !isReceiptMissing) {
    const nextAction = mayRequest ? 'de faire une autre demande' : "de contacter l'assistance"
    return { text: mayStillArriveText(situation, nextAction) }
  }
  if (!mayRequest) return callAction(situation)
  return {
    text: `Une nouvelle demande sera décomptée (il vous en reste ${remaining} actuellement), et l'identifiant de ce SMS ne fonctionnera plus.`,
    link: { label: 'Vérifier le numéro et refaire une demande', href: '/identifiant/' },
  }
}
