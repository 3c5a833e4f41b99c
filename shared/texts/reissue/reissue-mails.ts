import { type Letterhead as AnyLetterhead, layOut, type MailText } from '../mail/mail-layout.ts'
import { mailboxFirst, newPassword, nothingCounted } from '../mail/mail-sentences.ts'
import { about, moment, nearMoment, ofMoment, untilMoment } from '../moments.ts'
import { count } from '../numbers.ts'
import { capReachedText } from '../sms/cap-reached.ts'
import { textsOfFailure } from '../sms/sms-failures.ts'
import { otherwiseText, remainingText } from './reissue-availability.ts'

// Nobody sees an SMS arrive, so no mail says that it did.

export interface Letterhead extends AnyLetterhead {
  senderId: string
  /** How long a new password keeps identifiers from being asked for online. */
  bothLostHours: number
}

interface Asked {
  firstName: string
  siteUrl: string
  requestedAt: Date
  maskedPhone: string
}

interface UnderWay extends Asked {
  expectedAt: Date
  /** Stops the request; absent once the SMS is leaving. */
  cancelLink: string | undefined
}

export function reissueAskedMail(letterhead: Letterhead, details: UnderWay): MailText {
  const { requestedAt, expectedAt } = details
  const { timeZone } = letterhead
  const soon = about(nearMoment(expectedAt, timeZone, requestedAt))
  return underWayMail(
    letterhead,
    details,
    `Un nouvel identifiant électeur a été demandé : SMS attendu ${soon}`,
    [
      `Votre demande d'un nouvel identifiant électeur a été enregistrée ${moment(requestedAt, timeZone, requestedAt)}. Le SMS est attendu ${soon}, ${destination(letterhead, details)}`,
      'Votre identifiant ne change pas avant le départ du SMS. Votre mot de passe personnel ne change pas.',
    ],
  )
}

export function reissueHeldMail(
  letterhead: Letterhead,
  details: UnderWay & { isOfTerritory: boolean },
): MailText {
  const { requestedAt, expectedAt } = details
  const { timeZone } = letterhead
  const at = about(moment(expectedAt, timeZone, requestedAt))
  return underWayMail(letterhead, details, `Votre SMS est reporté : il est attendu ${at}`, [
    `${youAsked(letterhead, details)} ${capReachedText(details.isOfTerritory)} : le vôtre est reporté. Il est attendu ${at}, ${destination(letterhead, details)}`,
    keepsItsPlace,
  ])
}

/** SNS does not send SMS for now, nobody can promise until when. */
export const reissueStoppedMail = heldUpMail(
  'dès que possible',
  "Une limite de notre service a interrompu l'envoi des SMS.",
)

export const reissuePausedMail = heldUpMail(
  'plus tard',
  "L'envoi des SMS vers le territoire de ce numéro a été suspendu.",
)

function heldUpMail(when: string, why: string) {
  return (letterhead: Letterhead, details: Omit<UnderWay, 'expectedAt'>): MailText =>
    underWayMail(letterhead, details, `Votre SMS est retenu : il partira ${when}`, [
      `${youAsked(letterhead, details)} ${why} Vous n'y êtes pour rien. Le vôtre partira ${when}, ${destination(letterhead, details)} Un e-mail vous le dira.`,
      keepsItsPlace,
    ])
}

const youAsked = ({ timeZone }: Letterhead, { requestedAt }: Pick<Asked, 'requestedAt'>) =>
  `Vous avez demandé un nouvel identifiant électeur ${moment(requestedAt, timeZone, requestedAt)}.`

const keepsItsPlace =
  "Vous n'avez rien à refaire : votre demande garde sa place et n'est décomptée qu'une fois. Votre identifiant ne change pas avant le départ du SMS. Votre mot de passe personnel ne change pas."

export const neverMailed =
  "Le nouvel identifiant n'est jamais envoyé par e-mail. Personne ne vous le demandera."

/** Begins with what nearly everybody came for, and ends with the stop link for somebody who did not ask. */
function underWayMail(
  letterhead: Letterhead,
  details: Omit<UnderWay, 'expectedAt'>,
  subject: string,
  told: string[],
): MailText {
  const { firstName, siteUrl } = details
  return layOut(letterhead, {
    subject,
    firstName,
    body: [
      ...told,
      { label: 'Suivre mon SMS', link: `${siteUrl}/espace/` },
      neverMailed,
      ...stop(letterhead, details),
    ],
  })
}

/** May be the only mail, if the first one was too late. */
export function identifierSentMail(
  letterhead: Letterhead,
  details: Asked & { sentAt: Date },
): MailText {
  const { firstName, requestedAt, sentAt } = details
  const { timeZone } = letterhead
  const left = nearMoment(sentAt, timeZone, requestedAt)
  return layOut(letterhead, {
    subject: `Votre nouvel identifiant électeur est parti par SMS ${left}`,
    firstName,
    body: [
      `Le nouvel identifiant électeur demandé ${moment(requestedAt, timeZone, requestedAt)} est parti par SMS ${left}, ${destination(letterhead, details)}`,
      "Votre ancien identifiant n'est plus valable. Votre mot de passe personnel ne change pas.",
      { label: 'Suivre mon SMS', link: `${details.siteUrl}/espace/` },
      notAsked,
    ],
  })
}

/** Nothing here is false if the SMS arrives all the same. */
export function reissueFailedMail(
  letterhead: Letterhead,
  details: Asked & {
    failure: Parameters<typeof textsOfFailure>[0]
    /** The former identifier: `back` was void for seconds, and of `none` there was no valid one. */
    former: 'kept' | 'void' | 'back' | 'none'
    sentAt: Date | undefined
    /** Until when the voter may ask again online; absent when they may not. */
    mayAskUntil: Date | undefined
    remaining: number
  },
): MailText {
  const { firstName, siteUrl, requestedAt, former, sentAt, mayAskUntil, remaining } = details
  const left = former === 'void' && sentAt
  const { timeZone } = letterhead
  const [cause, advice] = textsOfFailure(details.failure)
  const what = left ? 'SMS non remis' : "Votre SMS n'a pas pu partir"
  return layOut(letterhead, {
    subject: `${what} : ${
      mayAskUntil
        ? "refaites votre demande d'un identifiant électeur"
        : "adressez-vous à l'assistance"
    }`,
    firstName,
    body: [
      `Le SMS demandé ${moment(requestedAt, timeZone, requestedAt)} n'a pas pu ${left ? 'être remis' : 'être envoyé'} ${number(details)}. ${cause}${mayAskUntil ? ` ${advice}` : ''}`,
      left
        ? `Si le SMS ${ofMoment(sentAt, timeZone, requestedAt)} finit par arriver, son identifiant fonctionne. ${otherwiseText(mayAskUntil !== undefined)} ${whatIsValid.void}`
        : `${whatIsValid[former]} Votre mot de passe personnel ne change pas.`,
      ...(mayAskUntil
        ? [
            `Vous pouvez refaire votre demande ${untilMoment(mayAskUntil, timeZone, requestedAt)}. ${remainingText(remaining)}`,
            { label: 'Demander un autre SMS', link: `${siteUrl}/identifiant/` },
          ]
        : [noMoreOnline]),
      notAsked,
    ],
  })
}

export function reissueCancelledMail(
  letterhead: Letterhead,
  details: {
    firstName: string
    siteUrl: string
    requestedAt: Date
    cancelledAt: Date
  },
): MailText {
  const { firstName, siteUrl, requestedAt, cancelledAt } = details
  const { timeZone, bothLostHours } = letterhead
  return layOut(letterhead, {
    subject: "Votre demande d'un nouvel identifiant électeur est annulée",
    firstName,
    body: [
      `La demande d'un nouvel identifiant électeur faite ${moment(requestedAt, timeZone, requestedAt)} a été annulée ${nearMoment(cancelledAt, timeZone, requestedAt)}, avec le lien « Ce n'est pas moi ».`,
      `Aucun SMS ne partira pour cette demande. ${whatIsValid.kept} ${nothingCounted}`,
      "La personne qui l'a faite connaît peut-être votre mot de passe. Par sécurité, toutes les sessions ouvertes avec votre compte ont pris fin, et vous devez créer un nouveau mot de passe.",
      newPassword('Demander un lien pour un nouveau mot de passe', siteUrl),
      thenHelpdeskText(bothLostHours),
      `Ce n'est pas vous qui avez annulé ? ${mailboxFirst} ${thenTell}`,
    ],
  })
}

/** Whoever knows the password may have withdrawn the request, perhaps before any other mail left: hence the link. */
export function reissueWithdrawnMail(
  letterhead: Letterhead,
  details: Asked & {
    cancelLink: string
    remaining: number
    /** Until when the voter may ask again online; absent when they may not. */
    mayAskUntil: Date | undefined
  },
): MailText {
  const { firstName, siteUrl, requestedAt, remaining, mayAskUntil } = details
  const { timeZone, bothLostHours } = letterhead
  return layOut(letterhead, {
    subject: "Votre demande d'un nouvel identifiant électeur est retirée",
    firstName,
    body: [
      `La demande d'un nouvel identifiant électeur faite ${moment(requestedAt, timeZone, requestedAt)} a été retirée. Aucun SMS ne partira ${number(details)} pour cette demande. ${whatIsValid.kept}`,
      ...(mayAskUntil
        ? [
            `Vous pouvez faire une autre demande ${untilMoment(mayAskUntil, timeZone, requestedAt)}. ${remainingText(remaining)}`,
            { label: 'Faire une autre demande', link: `${siteUrl}/identifiant/` },
          ]
        : [noMoreOnline]),
      "Ce n'est pas vous ? Ce lien annule toute demande en cours et met fin à toutes les sessions ouvertes avec votre compte. Vous devrez créer un nouveau mot de passe.",
      thenHelpdeskText(bothLostHours),
      { label: "Ce n'est pas moi : annuler", link: details.cancelLink, quiet: true },
      thenTell,
    ],
  })
}

function stop({ bothLostHours }: Letterhead, { cancelLink }: Pick<UnderWay, 'cancelLink'>) {
  return cancelLink
    ? [
        "Ce n'est pas vous qui avez fait cette demande ? Annulez-la avant le départ du SMS : votre identifiant actuel restera valable. Quelqu'un d'autre connaît peut-être votre mot de passe : vous devrez en créer un nouveau, et toutes les sessions ouvertes avec votre compte prendront fin.",
        thenHelpdeskText(bothLostHours),
        { label: "Ce n'est pas moi : annuler", link: cancelLink, quiet: true as const },
        thenTell,
      ]
    : [
        `Ce n'est pas vous qui avez fait cette demande ? Il est trop tard pour l'annuler : le SMS part. ${callNow}`,
      ]
}

const thenHelpdeskText = (hours: number) =>
  `Ensuite, pendant ${count(hours, 'heure')}, seule l'assistance pourra vous aider à obtenir un identifiant.`

const whatIsValid = {
  kept: 'Votre identifiant ne change pas.',
  void: 'Votre ancien identifiant ne fonctionne plus.',
  back: "Votre identifiant d'avant cette demande est de nouveau valable.",
  none: "Vous n'avez pas d'identifiant valable : il vous en faut un nouveau.",
}

const noMoreOnline = "Vous ne pouvez plus faire de demande en ligne : adressez-vous à l'assistance."

const thenTell = "Prévenez ensuite l'assistance."

const callNow =
  "Appelez tout de suite l'assistance. Créez aussi un nouveau mot de passe, depuis la page de connexion : quelqu'un d'autre connaît peut-être le vôtre."

const notAsked = `Ce n'est pas vous qui avez fait cette demande ? ${callNow}`

const number = ({ maskedPhone }: Pick<Asked, 'maskedPhone'>) =>
  `au numéro se terminant par ${maskedPhone.slice(-2)}`

const destination = ({ senderId }: Letterhead, asked: Pick<Asked, 'maskedPhone'>) =>
  `${number(asked)}. L'expéditeur est « ${senderId} ».`
