import type { HoldCause } from '../../domain/reissue/reissue.ts'
import {
  type Letterhead as AnyLetterhead,
  layOut,
  type MailBody,
  type MailContent,
} from '../mail/mail-layout.ts'
import { mailboxAdvice, newPasswordAction, nothingCountedText } from '../mail/mail-sentences.ts'
import { aroundMoment, moment, nearMoment, ofMoment, untilMoment } from '../moments.ts'
import { count } from '../numbers.ts'
import { capReachedText, textsOfFailure } from '../sms/sms-failures.ts'
import { alternativeText, remainingText, unknownPhoneText } from './reissue-availability.ts'

// No mail may say that an SMS reached the phone, since no receipt proves it.

export interface Letterhead extends AnyLetterhead {
  senderId: string
  bothLostHours: number
}

export interface RequestDetails {
  firstName: string
  siteUrl: string
  requestedAt: Date
  maskedPhone: string
}

interface UnderWayDetails extends RequestDetails {
  news: 'asked' | 'reminder' | HoldCause | 'after-close'
  expectedAt: Date
  isDelayed: boolean
  cancelLink: string | undefined
}

export function underWayMail(letterhead: Letterhead, details: UnderWayDetails): MailContent {
  const [subject, ...introduction] = underWayTexts(letterhead, details)
  return layOut(letterhead, details, subject, [
    ...introduction,
    { label: 'Suivre mon SMS', link: `${details.siteUrl}/espace/` },
    notMailedText,
    ...cancelParagraphs(letterhead, details),
  ])
}

function underWayTexts(
  letterhead: Letterhead,
  details: UnderWayDetails,
): [subject: string, ...introduction: string[]] {
  const { news, requestedAt, expectedAt, isDelayed } = details
  const { timeZone } = letterhead
  const requestMoment = moment(requestedAt, timeZone, requestedAt)
  const requestText = `Vous avez demandé un nouvel identifiant électeur ${requestMoment}.`
  const destination = destinationText(letterhead, details)
  const expectedDate = aroundMoment(moment(expectedAt, timeZone, requestedAt))
  switch (news) {
    case 'asked': {
      const expectedMoment = aroundMoment(nearMoment(expectedAt, timeZone, requestedAt))
      return [
        `Un nouvel identifiant électeur a été demandé : SMS attendu ${expectedMoment}`,
        `Votre demande d'un nouvel identifiant électeur a été enregistrée ${requestMoment}. Le SMS est attendu ${expectedMoment}, ${destination}`,
        ...(isDelayed ? [unknownPhoneText] : []),
        unchangedText,
      ]
    }
    case 'reminder':
      return [
        `Votre SMS partira bientôt : il est attendu ${expectedDate}`,
        `${requestText} ${unknownPhoneText} Le SMS est attendu ${expectedDate}, ${destination}`,
        'Votre identifiant ne change pas avant le départ du SMS.',
      ]
    case 'daily-cap':
    case 'territory-cap':
      return [
        `Votre SMS est reporté : il est attendu ${expectedDate}`,
        `${requestText} ${capReachedText(news)} : le vôtre est reporté. Il est attendu ${expectedDate}, ${destination}`,
        keptRequestText,
      ]
    case 'after-close':
      return [
        "Votre SMS partira sans doute trop tard : appelez l'assistance",
        `${requestText} Le SMS ne partira sans doute pas avant la fermeture du vote. N'attendez pas : appelez l'assistance.`,
        unchangedText,
      ]
    case 'service-limit':
    case 'paused': {
      const [holdTime, cause] = openHoldTexts[news]
      return [
        `Votre SMS est retenu : il partira ${holdTime}`,
        `${requestText} ${cause} Vous n'y êtes pour rien. Le vôtre partira ${holdTime}, ${destination} Un e-mail vous le dira.`,
        keptRequestText,
      ]
    }
  }
}

const openHoldTexts = {
  'service-limit': [
    'dès que possible',
    "Une limite de notre service a interrompu l'envoi des SMS.",
  ],
  paused: ['plus tard', "L'équipe de l'élection retient les SMS vers le territoire de ce numéro."],
} as const

const unchangedText =
  'Votre identifiant ne change pas avant le départ du SMS. Votre mot de passe personnel ne change pas.'

const keptRequestText = `Vous n'avez rien à refaire : votre demande est conservée et n'est décomptée qu'une fois. ${unchangedText}`

export const notMailedText =
  "Le nouvel identifiant n'est jamais envoyé par e-mail. Personne ne vous le demandera."

export function identifierSentMail(
  letterhead: Letterhead,
  details: RequestDetails & { sentAt: Date },
): MailContent {
  const { requestedAt, sentAt } = details
  const { timeZone } = letterhead
  const sentMoment = nearMoment(sentAt, timeZone, requestedAt)
  const subject = `Votre nouvel identifiant électeur est parti par SMS ${sentMoment}`
  return layOut(letterhead, details, subject, [
    `Le nouvel identifiant électeur demandé ${moment(requestedAt, timeZone, requestedAt)} est parti par SMS ${sentMoment}, ${destinationText(letterhead, details)}`,
    "Votre ancien identifiant n'est plus valable. Votre mot de passe personnel ne change pas.",
    { label: 'Suivre mon SMS', link: `${details.siteUrl}/espace/` },
    notYouText,
  ])
}

/** The text must stay true if the SMS arrives after all. */
export function reissueFailedMail(
  letterhead: Letterhead,
  details: RequestDetails & {
    failure: Parameters<typeof textsOfFailure>[0]
    formerState: 'unchanged' | 'replaced' | 'restored' | 'none'
    sentAt: Date | undefined
    closesAt: Date | undefined
    remaining: number
  },
): MailContent {
  const { siteUrl, requestedAt, formerState, sentAt, closesAt, remaining } = details
  const leftAt = formerState === 'replaced' && sentAt
  const { timeZone } = letterhead
  const [cause, advice] = textsOfFailure(details.failure)
  const outcome = leftAt ? 'SMS non remis' : "Votre SMS n'a pas pu partir"
  const nextStep = closesAt
    ? "refaites votre demande d'un identifiant électeur"
    : "adressez-vous à l'assistance"
  return layOut(letterhead, details, `${outcome} : ${nextStep}`, [
    `Le SMS demandé ${moment(requestedAt, timeZone, requestedAt)} n'a pas pu ${leftAt ? 'être remis' : 'être envoyé'} ${phoneText(details)}. ${cause}${closesAt ? ` ${advice}` : ''}`,
    leftAt
      ? `Si le SMS ${ofMoment(sentAt, timeZone, requestedAt)} finit par arriver, son identifiant fonctionne. ${alternativeText(closesAt !== undefined)} ${validityTexts.replaced}`
      : `${validityTexts[formerState]} Votre mot de passe personnel ne change pas.`,
    ...(closesAt
      ? [
          `Vous pouvez refaire votre demande ${untilMoment(closesAt, timeZone, requestedAt)}. ${remainingText(remaining)}`,
          { label: 'Demander un autre SMS', link: `${siteUrl}/identifiant/` },
        ]
      : [noOnlineRequestText]),
    notYouText,
  ])
}

export function reissueCancelledMail(
  letterhead: Letterhead,
  details: Omit<RequestDetails, 'maskedPhone'> & { cancelledAt: Date; mayHaveLaterSms: boolean },
): MailContent {
  const { siteUrl, requestedAt, cancelledAt, mayHaveLaterSms } = details
  const { timeZone, bothLostHours } = letterhead
  return layOut(letterhead, details, "Votre demande d'un nouvel identifiant électeur est annulée", [
    `La demande d'un nouvel identifiant électeur faite ${moment(requestedAt, timeZone, requestedAt)} a été annulée ${nearMoment(cancelledAt, timeZone, requestedAt)}, avec le lien « Ce n'est pas moi ».`,
    `Aucun SMS ne partira pour cette demande. ${mayHaveLaterSms ? laterSmsText : validityTexts.unchanged} ${nothingCountedText}`,
    "La personne qui l'a faite connaît peut-être votre mot de passe. Par sécurité, toutes les connexions à votre compte ont pris fin, et vous devez créer un nouveau mot de passe.",
    newPasswordAction('Demander un lien pour un nouveau mot de passe', siteUrl),
    helpdeskOnlyText(bothLostHours),
    `Ce n'est pas vous qui avez annulé ? ${mailboxAdvice} ${informHelpdeskText}`,
  ])
}

/** Includes the cancel link, because an impostor may withdraw a request before the mail with that link is sent. */
export function reissueWithdrawnMail(
  letterhead: Letterhead,
  details: RequestDetails & {
    cancelLink: string
    remaining: number
    closesAt: Date | undefined
    stoppedByStaff: boolean
  },
): MailContent {
  const { siteUrl, requestedAt, remaining, closesAt, stoppedByStaff } = details
  const { timeZone, bothLostHours } = letterhead
  const [subjectEnd, end, question] = stoppedByStaff
    ? ['arrêtée', "arrêtée par l'assistance", "Ce n'est pas vous qui aviez fait cette demande ?"]
    : ['retirée', 'retirée', "Ce n'est pas vous ?"]
  const subject = `Votre demande d'un nouvel identifiant électeur est ${subjectEnd}`
  return layOut(letterhead, details, subject, [
    `La demande d'un nouvel identifiant électeur faite ${moment(requestedAt, timeZone, requestedAt)} a été ${end}. Aucun SMS ne partira ${phoneText(details)} pour cette demande. ${validityTexts.unchanged}`,
    ...(closesAt
      ? [
          `Vous pouvez faire une autre demande ${untilMoment(closesAt, timeZone, requestedAt)}. ${remainingText(remaining)}`,
          { label: 'Faire une autre demande', link: `${siteUrl}/identifiant/` },
        ]
      : [noOnlineRequestText]),
    `${question} Ce lien annule toute demande en cours et met fin à toutes les connexions à votre compte. Vous devrez créer un nouveau mot de passe.`,
    helpdeskOnlyText(bothLostHours),
    { label: "Ce n'est pas moi : annuler", link: details.cancelLink, isSecondary: true },
    informHelpdeskText,
  ])
}

function cancelParagraphs(
  { bothLostHours }: Letterhead,
  { cancelLink }: Pick<UnderWayDetails, 'cancelLink'>,
): MailBody {
  return cancelLink
    ? [
        "Ce n'est pas vous qui avez fait cette demande ? Annulez-la avant le départ du SMS : votre identifiant actuel restera valable. Quelqu'un d'autre connaît peut-être votre mot de passe : vous devrez en créer un nouveau, et toutes les connexions à votre compte prendront fin.",
        helpdeskOnlyText(bothLostHours),
        { label: "Ce n'est pas moi : annuler", link: cancelLink, isSecondary: true },
        informHelpdeskText,
      ]
    : [
        `Ce n'est pas vous qui avez fait cette demande ? Il est trop tard pour l'annuler : le SMS part. ${callHelpdeskText}`,
      ]
}

const helpdeskOnlyText = (hours: number) =>
  `Ensuite, pendant ${count(hours, 'heure')}, seule l'assistance pourra vous aider à obtenir un identifiant.`

const validityTexts = {
  unchanged: 'Votre identifiant ne change pas.',
  replaced: 'Votre ancien identifiant ne fonctionne plus.',
  restored: "Votre identifiant d'avant cette demande est de nouveau valable.",
  none: "Vous n'avez pas d'identifiant valable : il vous en faut un nouveau.",
}

const laterSmsText = "Le SMS d'une demande suivante est parti : appelez tout de suite l'assistance."

const noOnlineRequestText =
  "Vous ne pouvez plus faire de demande en ligne : adressez-vous à l'assistance."

const informHelpdeskText = "Prévenez ensuite l'assistance."

const callHelpdeskText =
  "Appelez tout de suite l'assistance. Créez aussi un nouveau mot de passe, depuis la page de connexion : quelqu'un d'autre connaît peut-être le vôtre."

const notYouText = `Ce n'est pas vous qui avez fait cette demande ? ${callHelpdeskText}`

const phoneText = ({ maskedPhone }: Pick<RequestDetails, 'maskedPhone'>) =>
  `au numéro se terminant par ${maskedPhone.slice(-2)}`

const destinationText = ({ senderId }: Letterhead, request: Pick<RequestDetails, 'maskedPhone'>) =>
  `${phoneText(request)}. L'expéditeur est « ${senderId} ».`
