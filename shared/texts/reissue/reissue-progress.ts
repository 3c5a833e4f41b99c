import { aroundMoment, nearMoment, ofMoment, untilMoment } from '../moments.ts'
import { textsOfFailure } from '../sms/sms-failures.ts'
import { heldText, smsPendingText } from './held-sms.ts'
import { remainingText } from './reissue-availability.ts'
import { countdown, type Lead, localTimes, stateSummary, timedLead } from './reissue-lead.ts'
import type { Situation } from './reissue-situation.ts'
import { isIdentifierReplaced, lateSmsAt, type Step, sentAt, stepsOf } from './reissue-steps.ts'
import { readNoticeLink } from './valid-identifier.ts'

export interface Action {
  text?: string
  link?: { label: string; href: string }
}

export interface Status {
  tone: 'wait' | 'ok' | 'bad' | 'neutral'
  name: string
  confirmation?: string
  lead: Lead
  times: string[]
  texts: string[]
  action: Action
  notes: string[]
  boothHint: string
  steps: Step[]
  /** Stage 1 is the request, 2 the SMS, 3 the vote. */
  stage: 1 | 2 | 3
  /** Label of the button for a missing SMS; empty if the page shows no such button. */
  reportLabel: string
}

type StateStatus = Pick<Status, 'tone' | 'name' | 'lead' | 'texts' | 'action' | 'stage'> &
  Partial<Pick<Status, 'confirmation' | 'times' | 'notes'>>

const confirmation = 'Votre demande a été correctement prise en compte.'
export const nothingToDoText = "Vous n'avez rien à refaire : cette page vous dira quand il part."
export const replacedByNoticeText =
  "Son identifiant a été remplacé depuis par celui d'une nouvelle notice de vote."

function validityTexts(situation: Situation): string[] {
  const { vote, usedAt } = situation
  if (vote === 'closed') return []
  if (isIdentifierReplaced(situation)) return [replacedByNoticeText, ...printedTexts(situation)]
  if (usedAt) return ["L'ancien ne fonctionne plus."]
  return vote === 'suspended' || vote === 'not-open'
    ? ["Gardez ce SMS : l'ancien identifiant ne fonctionne plus."]
    : ["Utilisez l'identifiant de ce SMS : l'ancien ne fonctionne plus."]
}

export function statusOf(situation: Situation): Status {
  const { usedAt, state, isDue, history, vote } = situation
  const isRequestActive = state !== 'failed' && state !== 'cancelled' && vote !== 'closed'
  const mayReport = isRequestActive && isDue && !usedAt && !isIdentifierReplaced(situation)
  const status: StateStatus = {
    ...(usedAt ? usedStatus(usedAt, situation) : statusByState[state](situation)),
    ...(printedTexts(situation)[0] && { action: { link: readNoticeLink }, notes: [] }),
  }
  const { link } = status.action
  const leadsToVote = link?.href === '/vote/' || link === readNoticeLink
  return {
    times: [],
    notes: [],
    ...status,
    boothHint: leadsToVote ? '' : otherIdentifierText(situation),
    steps: stepsOf(situation),
    reportLabel: !mayReport ? '' : sentAt(history) ? "Je ne l'ai pas reçu" : 'Que faire ?',
  }
}

function otherIdentifierText(situation: Situation): string {
  const { vote, identifier } = situation
  if (['not-open', 'suspended', 'closed'].includes(vote)) return ''
  if (lateSmsAt(situation)) return 'Le SMS est finalement arrivé ?'
  if (identifier === 'sms') return 'Vous avez encore le SMS précédent ?'
  return identifier === 'notice' ? 'Vous avez retrouvé votre notice de vote ?' : ''
}

const statusByState: Record<Situation['state'], (situation: Situation) => StateStatus> = {
  accepted: underWayStatus,
  sending: underWayStatus,
  sent: sentStatus,
  delivered: (situation) => ({
    ...stateSummary(situation, 'delivered', 'SMS remis', "SMS remis à l'opérateur"),
    tone: 'ok',
    stage: 3,
    texts: ["L'opérateur le fait suivre à votre téléphone.", ...validityTexts(situation)],
    action: voteAction(situation),
  }),
  failed: failedStatus,
  cancelled: (situation) => ({
    ...stateSummary(
      situation,
      'cancelled',
      situation.stoppedByStaff
        ? "Demande arrêtée par l'assistance"
        : situation.withdrawn
          ? 'Demande retirée'
          : 'Demande annulée',
    ),
    tone: 'neutral',
    stage: 1,
    texts: ['Aucun SMS ne partira.', ...validTexts(situation, 'fonctionne toujours.')],
    action: actionAfterCancelling(situation),
    notes: remainingTexts(situation),
  }),
}

function underWayStatus(situation: Situation): StateStatus {
  const { isDue, held, postponed, expectedAt, timeZone, now } = situation
  const texts = validTexts(situation, "fonctionne jusqu'au départ du SMS.")
  const status = { tone: 'wait' as const, stage: 2 as const }
  if (held) {
    return {
      ...status,
      name: 'SMS retenu',
      lead: { label: 'Votre SMS', value: 'est retenu pour le moment' },
      texts: [heldText(held), ...texts],
      action: held === 'after-close' ? callAction(situation) : { text: nothingToDoText },
    }
  }
  if (isDue) {
    return {
      ...status,
      name: 'SMS en retard',
      lead: {
        label: `SMS prévu ${aroundMoment(nearMoment(expectedAt, timeZone, now))}`,
        value: 'en retard',
      },
      texts: ['Un SMS va vous être envoyé.', ...texts],
      action: { text: nothingToDoText },
    }
  }
  const name = 'SMS attendu'
  const countdownTexts = countdown(situation)
  return {
    ...status,
    ...(!postponed && { tone: 'ok', confirmation }),
    name,
    ...timedLead(situation, expectedAt, name, 'vers'),
    times: [...countdownTexts, ...localTimes(situation, expectedAt)],
    texts: [
      [
        countdownTexts.length > 0
          ? 'Un SMS va vous être envoyé, vous le recevrez dans quelques minutes.'
          : postponed
            ? heldText(postponed)
            : smsPendingText,
        ...texts,
      ].join(' '),
    ],
    action: { text: 'Gardez votre téléphone allumé.' },
  }
}

function sentStatus(situation: Situation): StateStatus {
  const isRecent = !situation.isDue && !situation.isReceiptMissing
  return {
    ...stateSummary(situation, 'sent', 'SMS envoyé'),
    tone: isRecent ? 'ok' : 'wait',
    stage: 3,
    ...(isRecent && { confirmation }),
    texts: [
      isRecent
        ? 'Un SMS vous a été envoyé, vous le recevrez dans quelques minutes.'
        : "Nous ne savons pas s'il est arrivé.",
      ...validityTexts(situation),
    ],
    action: voteAction(situation),
  }
}

function failedStatus(situation: Situation): StateStatus {
  const { failure, history, requestedAt, restored, mayRequest, vote, timeZone, now } = situation
  const [cause, advice] = textsOfFailure(failure, history)
  const leftAt = restored ? undefined : sentAt(history)
  const isOver = isIdentifierReplaced(situation) || vote === 'closed'
  const isLate = lateSmsAt(situation) !== undefined
  const requestedWord = leftAt ? '' : 'demandé '
  const moment = leftAt ? ofMoment(leftAt, timeZone, now) : nearMoment(requestedAt, timeZone, now)
  return {
    tone: 'bad',
    stage: 2,
    name: leftAt ? 'SMS non remis' : 'SMS non envoyé',
    lead: {
      label: `Le SMS ${requestedWord}${moment}`,
      value: leftAt ? "n'a pas été remis" : "n'a pas pu partir",
    },
    texts: [
      mayRequest && !isOver ? `${cause} ${advice}` : cause,
      ...(isOver
        ? validityTexts(situation)
        : isLate
          ? []
          : validTexts(situation, restored ? 'fonctionne de nouveau.' : 'fonctionne toujours.')),
    ],
    action: isOver ? voteAction(situation) : requestAction(situation, 'Demander un autre SMS'),
    notes: [
      ...(isLate && !isOver
        ? ['Si le SMS arrive, utilisez son identifiant : celui de votre notice ne fonctionne plus.']
        : []),
      ...remainingTexts(situation),
    ],
  }
}

function usedStatus(usedAt: string, situation: Situation): StateStatus {
  return {
    ...timedLead(situation, usedAt, 'Nouvel identifiant utilisé'),
    times: localTimes(situation, usedAt),
    tone: 'ok',
    stage: 3,
    name: 'Identifiant reçu',
    texts: [
      "Vous avez bien reçu votre nouvel identifiant : il a ouvert l'espace de vote.",
      ...validityTexts(situation),
    ],
    action: voteAction(situation),
  }
}

function validTexts(situation: Situation, text: string): string[] {
  const noticeTexts = printedTexts(situation)
  if (noticeTexts[0] || situation.identifier === 'nowhere' || situation.vote === 'closed')
    return noticeTexts
  return [`Votre identifiant actuel ${text}`]
}

function printedTexts({ noticeText, state, vote }: Situation): string[] {
  const isUnderWay = state === 'accepted' || state === 'sending'
  const isShown = noticeText && vote !== 'closed' && vote !== 'suspended' && !isUnderWay
  return isShown ? [noticeText] : []
}

function remainingTexts({ mayRequest, remaining }: Situation): string[] {
  return mayRequest ? [remainingText(remaining)] : []
}

function voteAction(situation: Situation): Action {
  const { vote, voteOpensAt, timeZone, now } = situation
  if (vote === 'closed') return { text: "Il n'y a plus rien à faire." }
  if (vote === 'suspended') return { text: 'Vous voterez quand le vote reprendra.' }
  if (vote === 'not-open') {
    const openingTime = nearMoment(voteOpensAt, timeZone, now)
    const beginning = isIdentifierReplaced(situation) ? 'Gardez cette notice : le' : 'Le'
    return { text: `${beginning} vote ouvrira ${openingTime}.` }
  }
  const label =
    situation.usedAt || isIdentifierReplaced(situation)
      ? "Aller dans l'espace de vote"
      : "J'ai reçu le SMS : je vote"
  return { link: { label, href: '/vote/' } }
}

function actionAfterCancelling(situation: Situation): Action {
  if (situation.vote === 'closed') return voteAction(situation)
  if (situation.passwordChangeRequired) {
    return {
      text: "Quelqu'un d'autre connaît peut-être votre mot de passe : créez-en d'abord un nouveau.",
      link: { label: 'Créer un nouveau mot de passe', href: '/mot-de-passe/' },
    }
  }
  return requestAction(situation, 'Faire une autre demande')
}

function requestAction(situation: Situation, label: string): Action {
  return situation.mayRequest ? { link: { label, href: '/identifiant/' } } : callAction(situation)
}

export function callAction({ helpdeskPhone }: Pick<Situation, 'helpdeskPhone'>): Action {
  return {
    link: {
      label: `Appeler l'assistance : ${helpdeskPhone}`,
      href: `tel:${helpdeskPhone.replace(/\s/g, '')}`,
    },
  }
}

export function mayStillArriveText(
  { receiptDueAt = '', timeZone, now }: Pick<Situation, 'receiptDueAt' | 'timeZone' | 'now'>,
  nextAction: string,
): string {
  return `Le SMS peut encore arriver : attendez ${untilMoment(receiptDueAt, timeZone, now)} avant ${nextAction}.`
}
