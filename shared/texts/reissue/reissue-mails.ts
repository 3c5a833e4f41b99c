import { type Letterhead, layOut, type MailText } from '../mail/mail-layout.ts'
import { mailboxFirst, newPassword } from '../mail/mails.ts'
import { about, count, moment, nearMoment, untilMoment } from '../moments.ts'
import { textsOfFailure } from '../sms/sms-failures.ts'

// What a voter is told of a request. SNS takes an SMS, and a receipt says what an operator knows: nobody sees it
// arrive, so no mail says that it did.

interface Asked {
  firstName: string
  requestedAt: Date
  maskedPhone: string
}

interface UnderWay extends Asked {
  expectedAt: Date
  /** Stops the request; absent once the SMS is leaving. */
  cancelLink: string | undefined
}

/** A new identifier was asked for; the SMS has not left. */
export function reissueAskedMail(letterhead: Letterhead, details: UnderWay): MailText {
  const { firstName, requestedAt, expectedAt } = details
  const { timeZone } = letterhead
  const soon = about(nearMoment(expectedAt, timeZone, requestedAt))
  return layOut(letterhead, {
    subject: `Un nouvel identifiant électeur a été demandé : SMS attendu ${soon}`,
    firstName,
    body: [
      `Votre demande d'un nouvel identifiant électeur a été enregistrée ${moment(requestedAt, timeZone, requestedAt)}.`,
      `Le nouvel identifiant vous sera envoyé par SMS ${number(details)}, ${soon}. L'identifiant qui était valable le reste jusqu'à cet envoi. Votre mot de passe personnel ne change pas.`,
      "Cet identifiant n'est jamais envoyé par e-mail, et personne ne vous le demandera.",
      ...stop(details),
    ],
  })
}

/** The day has had its SMS: this one leaves another day. */
export function reissueHeldMail(letterhead: Letterhead, details: UnderWay): MailText {
  const { firstName, requestedAt, expectedAt } = details
  const { timeZone } = letterhead
  const at = about(moment(expectedAt, timeZone, requestedAt))
  return layOut(letterhead, {
    subject: `Votre SMS est reporté : il est attendu ${at}`,
    firstName,
    body: [
      `Vous avez demandé un nouvel identifiant électeur ${moment(requestedAt, timeZone, requestedAt)}. Le nombre de SMS qui peuvent partir en un jour est atteint : le vôtre est reporté. Il est attendu ${at}, ${number(details)}.`,
      "Votre demande garde sa place, et compte toujours pour une seule. D'ici là, l'identifiant qui était valable le reste. Votre mot de passe personnel ne change pas.",
      "Cet identifiant n'est jamais envoyé par e-mail, et personne ne vous le demandera.",
      ...stop(details),
    ],
  })
}

/** SNS does not send SMS for now: when it will again, nobody can promise. */
export function reissueStoppedMail(
  letterhead: Letterhead,
  details: Omit<UnderWay, 'expectedAt'>,
): MailText {
  const { firstName, requestedAt } = details
  const { timeZone } = letterhead
  return layOut(letterhead, {
    subject: 'Votre SMS est retenu : il partira dès que possible',
    firstName,
    body: [
      `Vous avez demandé un nouvel identifiant électeur ${moment(requestedAt, timeZone, requestedAt)}. Une limite de notre service empêche les SMS de partir pour le moment. Vous n'y êtes pour rien : le vôtre partira dès que possible, ${number(details)}, et un e-mail vous le dira.`,
      "Vous n'avez rien à refaire : votre demande garde sa place, et compte toujours pour une seule. D'ici là, l'identifiant qui était valable le reste. Votre mot de passe personnel ne change pas.",
      "Cet identifiant n'est jamais envoyé par e-mail, et personne ne vous le demandera.",
      ...stop(details),
    ],
  })
}

/** The identifier was handed over; the only mail when the one about the request came too late. */
export function identifierSentMail(
  letterhead: Letterhead,
  details: Asked & { siteUrl: string; sentAt: Date },
): MailText {
  const { firstName, requestedAt, sentAt } = details
  const { timeZone } = letterhead
  const left = nearMoment(sentAt, timeZone, requestedAt)
  return layOut(letterhead, {
    subject: `Votre nouvel identifiant électeur est parti par SMS ${left}`,
    firstName,
    body: [
      `Le nouvel identifiant électeur demandé ${moment(requestedAt, timeZone, requestedAt)} est parti par SMS ${left}, ${number(details)}.`,
      "Votre ancien identifiant n'est plus valable. Votre mot de passe personnel ne change pas.",
      "Le SMS n'arrive pas ? Votre espace électeur montre où il en est.",
      { label: 'Ouvrir mon espace électeur', link: `${details.siteUrl}/espace/` },
      notAsked,
    ],
  })
}

/**
 * The SMS was refused, or did not arrive by an operator's account: it may arrive all the same, so nothing here is
 * false if it does.
 */
export function reissueFailedMail(
  letterhead: Letterhead,
  details: Asked & {
    siteUrl: string
    failure: Parameters<typeof textsOfFailure>[0]
    /**
     * What it did to the identifier of before: `void` once it left. One that comes `back` was void for seconds. `none`
     * was valid before.
     */
    former: 'kept' | 'void' | 'back' | 'none'
    /** Until when the voter may ask again online; absent when they may not. */
    mayAskUntil: Date | undefined
  },
): MailText {
  const { firstName, siteUrl, requestedAt, former, mayAskUntil } = details
  const left = former === 'void'
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
        ? "Cette demande n'est pas décomptée. Votre ancien identifiant n'est plus valable : il vous en faut un nouveau. Si ce SMS arrive malgré tout, l'identifiant qu'il contient est valable, tant que vous n'en avez pas demandé d'autre."
        : `Cette demande n'est pas décomptée, et ${whatIsValid[former]}. Votre mot de passe personnel ne change pas.`,
      ...(mayAskUntil
        ? [
            `Vous pouvez refaire votre demande ${untilMoment(mayAskUntil, timeZone, requestedAt)}.`,
            { label: 'Refaire la demande', link: `${siteUrl}/identifiant/` },
          ]
        : ["Vous ne pouvez plus faire de demande en ligne : adressez-vous à l'assistance."]),
      notAsked,
    ],
  })
}

/** The request was stopped with the link of `reissueAskedMail`. */
export function reissueCancelledMail(
  letterhead: Letterhead,
  details: {
    firstName: string
    siteUrl: string
    requestedAt: Date
    cancelledAt: Date
    /** How long a new password keeps identifiers from being asked for online. */
    bothLostHours: number
  },
): MailText {
  const { firstName, siteUrl, requestedAt, cancelledAt, bothLostHours } = details
  const { timeZone } = letterhead
  return layOut(letterhead, {
    subject: "Votre demande d'un nouvel identifiant électeur est annulée",
    firstName,
    body: [
      `La demande d'un nouvel identifiant électeur faite ${moment(requestedAt, timeZone, requestedAt)} a été annulée ${nearMoment(cancelledAt, timeZone, requestedAt)}, avec le lien « Ce n'est pas moi ».`,
      "Aucun SMS ne partira pour cette demande. L'identifiant qui est valable le reste. La demande n'est pas décomptée.",
      "La personne qui l'a faite connaît peut-être votre mot de passe. Par sécurité, toutes les sessions ouvertes avec votre compte ont pris fin, et vous devez créer un nouveau mot de passe.",
      newPassword('Demander un lien pour un nouveau mot de passe', siteUrl),
      `Ensuite, pendant ${count(bothLostHours, 'heure')}, un nouvel identifiant ne pourra pas être demandé en ligne : si vous n'avez plus le vôtre, adressez-vous à l'assistance.`,
      `Ce n'est pas vous qui avez annulé ? ${mailboxFirst} Puis prévenez l'assistance.`,
    ],
  })
}

/**
 * Its voter took the request back. Whoever knows the password can do so too, perhaps before any other mail left: the
 * link says that it was not the voter.
 */
export function reissueWithdrawnMail(
  letterhead: Letterhead,
  details: Asked & {
    cancelLink: string
    remaining: number
    /** Until when the voter may ask again online; absent when they may not. */
    mayAskUntil: Date | undefined
  },
): MailText {
  const { firstName, requestedAt, remaining, mayAskUntil } = details
  const { timeZone } = letterhead
  return layOut(letterhead, {
    subject: "Votre demande d'un nouvel identifiant électeur est retirée",
    firstName,
    body: [
      `Vous avez retiré la demande d'un nouvel identifiant électeur faite ${moment(requestedAt, timeZone, requestedAt)} : elle n'enverra aucun SMS ${number(details)}. L'identifiant qui était valable le reste.`,
      mayAskUntil
        ? `Vous pouvez faire une autre demande, depuis votre espace électeur, ${untilMoment(mayAskUntil, timeZone, requestedAt)}. Il vous reste ${count(remaining, 'demande')}.`
        : "Vous ne pouvez plus faire de demande en ligne : adressez-vous à l'assistance.",
      "Ce n'est pas vous ? Ce lien annule toute demande en cours et déconnecte votre compte partout ; vous devrez créer un nouveau mot de passe. Puis prévenez l'assistance.",
      { label: "Ce n'est pas moi : annuler", link: details.cancelLink },
    ],
  })
}

/** How to stop a request; once its SMS is leaving, what to do instead. */
function stop({ cancelLink }: Pick<UnderWay, 'cancelLink'>) {
  return cancelLink
    ? [
        "Si c'est bien vous, vous n'avez rien à faire.",
        "Ce n'est pas vous qui avez fait cette demande ? Arrêtez-la tout de suite, avant l'envoi du SMS. Rien ne changera pour l'identifiant qui est valable, et vous devrez créer un nouveau mot de passe : quelqu'un d'autre connaît peut-être le vôtre.",
        { label: "Ce n'est pas moi : annuler", link: cancelLink },
        "Puis prévenez l'assistance.",
      ]
    : [
        `Ce n'est pas vous qui avez fait cette demande ? Elle ne peut plus être annulée, car le SMS est en train de partir. ${callNow}`,
      ]
}

const whatIsValid = {
  kept: "l'identifiant qui était valable avant elle le reste",
  back: "l'identifiant qui était valable avant elle l'est de nouveau",
  none: "vous n'avez pas d'identifiant valable : il vous en faut un nouveau",
}

const callNow =
  "Appelez tout de suite l'assistance. Créez aussi un nouveau mot de passe, depuis la page de connexion : quelqu'un d'autre connaît peut-être le vôtre."

const notAsked = `Ce n'est pas vous qui avez fait cette demande ? ${callNow}`

function number({ maskedPhone }: Asked): string {
  return `au numéro qui se termine par ${maskedPhone.slice(-2)}`
}
