import type { VoterFacts } from '../../domain/staff/voter-facts.ts'
import { aroundMoment, nearMoment, ofMoment, untilMoment } from '../moments.ts'
import { heldText } from '../reissue/held-sms.ts'
import { unknownPhoneText } from '../reissue/reissue-availability.ts'
import { sentences } from '../sentences.ts'
import { textsOfFailure } from '../sms/sms-failures.ts'
import { territoryName } from '../territory-name.ts'

type Request = VoterFacts['requests'][number]

export interface TimeContext {
  timeZone: string
  now: Date
  isSuspended?: boolean | undefined
}

export function requestHeading(
  { requestedAt, maskedPhone, territory }: Request,
  rank: number,
  requestCount: number,
  { timeZone, now }: TimeContext,
): string {
  const requestTime = ofMoment(requestedAt, timeZone, now)
  const territoryLabel = territory && territory !== 'ZZ' && territoryName(territory)
  const phone = `numéro se terminant par ${maskedPhone.slice(-2)}${territoryLabel ? ` (${territoryLabel})` : ''}`
  return `Votre demande ${requestCount > 1 ? `${rank} sur ${requestCount}, ` : ''}${requestTime}, pour le ${phone} :`
}

export function requestTexts(request: Request, time: TimeContext): string[] {
  const { notReceivedAt, usedAt } = request
  return sentences([
    ...explanations[request.state](request, time),
    notReceivedAt &&
      `Vous avez signalé ${nearText(notReceivedAt, time)} que le SMS n'était pas arrivé.`,
    usedAt &&
      `L'identifiant de ce SMS a ouvert l'espace de vote ${nearText(usedAt, time)} : le SMS est donc bien arrivé.`,
    isMailPending(request) && "L'e-mail qui l'annonce n'est pas encore parti.",
  ])
}

type Explanation = (request: Request, time: TimeContext) => Parameters<typeof sentences>[0]

const explanations: Record<Request['state'], Explanation> = {
  accepted: (request, time) => [
    mailText(request, time),
    request.delayEndsAt && unknownPhoneText,
    expectedText(request, time),
  ],

  held: (request, time) => {
    const { heldBy } = request
    if (time.isSuspended || !heldBy) return [expectedText(request, time)]
    return [
      heldText(heldBy),
      heldBy === 'service-limit' || heldBy === 'paused'
        ? 'Nous ne savons pas encore quand le SMS partira.'
        : expectedText(request, time),
    ]
  },

  sending: (request, time) => ["L'envoi du SMS a commencé.", expectedText(request, time)],

  sent: (request, time) => [sentText(request, time), !request.usedAt && receiptText(request, time)],

  delivered: (request, time) => [
    sentText(request, time),
    `L'opérateur l'a pris en charge ${nearText(instantOf(request, 'delivered'), time)} : c'est lui qui le fait suivre au téléphone.`,
  ],

  failed: (request, time) => {
    const { failure, restored, usedAt, history } = request
    const [cause] = textsOfFailure(failure, history)
    const failureTime = nearText(instantOf(request, 'failed'), time)
    const hasLeft = !restored && history.some(({ state }) => state === 'sent')
    return [
      hasLeft ? sentText(request, time) : `Le SMS n'a pas pu partir, ${failureTime}. ${cause}`,
      hasLeft && !usedAt && `Il n'a pas été remis au téléphone, ${failureTime}. ${cause}`,
      restored && "L'identifiant d'avant fonctionne de nouveau.",
      "Cette demande n'a pas été décomptée.",
    ]
  },

  cancelled: (request, time) => {
    const cancellationTime = nearText(instantOf(request, 'cancelled'), time)
    const { withdrawn, stoppedByStaff, disownedAt } = request
    if (!withdrawn)
      return [
        `Elle a été annulée ${cancellationTime}, par le lien de son e-mail ou par l'équipe de l'élection : aucun SMS n'est parti.`,
      ]
    return [
      `${stoppedByStaff ? "L'assistance l'a arrêtée" : "Vous l'avez retirée"} ${cancellationTime} : aucun SMS n'est parti, et elle n'a pas été décomptée.`,
      disownedAt &&
        `${nearText(disownedAt, time).replace(/^./, (first) => first.toUpperCase())}, le lien de son e-mail a servi à dire qu'elle n'était pas de vous.`,
    ]
  },
}

function mailText(request: Request, time: TimeContext): string {
  const { confirmedAt, bouncedAt, unconfirmedDepartureAt } = request
  const isWaiting = isWaitingForMail(request, time)
  if (time.isSuspended && !confirmedAt)
    return `L'e-mail qui permet de l'annuler ${bouncedAt ? "n'a pas été remis à votre adresse" : "n'est pas encore parti"}.`
  if (bouncedAt) {
    const until = untilMoment(unconfirmedDepartureAt, time.timeZone, time.now)
    return `L'e-mail qui permet de l'annuler n'a pas été remis à votre adresse${isWaiting ? `. Le SMS attend, ${until}, qu'elle reçoive de nouveau nos e-mails` : ' : le SMS part sans lui'}.`
  }
  if (confirmedAt)
    return `L'e-mail qui permet de l'annuler est parti ${nearText(confirmedAt, time)}.`
  return isWaiting
    ? `L'e-mail qui permet de l'annuler n'est pas encore parti. Le SMS l'attend, ${untilMoment(unconfirmedDepartureAt, time.timeZone, time.now)} au plus tard.`
    : "L'e-mail qui permet de l'annuler n'est pas encore parti : le SMS part sans l'attendre."
}

function isWaitingForMail(
  { state, confirmedAt, unconfirmedDepartureAt }: Request,
  { now }: TimeContext,
) {
  return state === 'accepted' && !confirmedAt && now < unconfirmedDepartureAt
}

function expectedText(request: Request, time: TimeContext): string {
  const { expectedAt, state, isExpectedAfterClose } = request
  if (time.isSuspended && state !== 'sending')
    return 'Le SMS partira après la reprise du vote, sans nouvelle demande.'
  if (isExpectedAfterClose) return 'Ce SMS ne partira sans doute pas avant la fermeture du vote.'
  const moment = aroundMoment(nearText(expectedAt, time))
  const isWaiting = !request.bouncedAt && isWaitingForMail(request, time)
  if (time.now < expectedAt)
    return `Le SMS est attendu ${moment}${isWaiting ? ', si cet e-mail part à temps' : ''}.`
  const reasonText = isWaiting
    ? ", parce que cet e-mail l'est aussi."
    : " : le service l'envoie de lui-même, sans nouvelle demande."
  return `Le SMS était attendu ${moment}. Il est en retard${reasonText}`
}

function sentText(request: Request, time: TimeContext): string {
  return `Le SMS est parti ${nearText(instantOf(request, 'sent'), time)}.`
}

function receiptText({ receiptDueAt }: Request, time: TimeContext): string {
  const { timeZone, now, isSuspended } = time
  const until = receiptDueAt && untilMoment(receiptDueAt, timeZone, now)
  return receiptDueAt && now < receiptDueAt
    ? `L'opérateur n'a pas encore répondu : le SMS peut ${isSuspended ? 'encore arriver' : `arriver ${until}`}.`
    : "L'opérateur n'a pas répondu : nous ne savons pas si le SMS est arrivé."
}

function isMailPending({ mailDueAt, state }: Request): boolean {
  return mailDueAt !== undefined && state !== 'accepted' && state !== 'sending'
}

function instantOf({ history, requestedAt }: Request, state: Request['state']): Date {
  return history.find((step) => step.state === state)?.at ?? requestedAt
}

const nearText = (instant: Date, { timeZone, now }: TimeContext) =>
  nearMoment(instant, timeZone, now)
