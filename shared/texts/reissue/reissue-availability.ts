import { moment, nearMoment, zoneName } from '../moments.ts'

export const noticeLostText = "Vous n'avez plus votre notice de vote ?"

export function remainingText(remaining: number): string {
  return `Il vous reste ${remaining} demande${remaining > 1 ? 's' : ''}.`
}

export const requestsSuspendedText =
  "Vous pourrez faire une demande quand le vote reprendra : aucune demande n'est décomptée."

export function requestsNotOpenText(opensAt: string, timeZone: string, now: Date): string {
  return `Les demandes de nouvel identifiant ouvriront ${nearMoment(opensAt, timeZone, now)} (${zoneName(timeZone)}). D'ici là, si vous avez perdu le vôtre, contactez l'assistance.`
}

export function requestsClosedText(closedAt: string, timeZone: string, now: Date): string {
  return `Les demandes de nouvel identifiant sont closes depuis ${moment(closedAt, timeZone, now)}. Si vous avez perdu le vôtre, contactez l'assistance.`
}

export const newPasswordFirstText =
  "Une demande a été annulée. Avant d'en faire une autre, vous devez créer un nouveau mot de passe."

export const unknownPhoneText =
  "Par sécurité, ce SMS attend : le numéro n'était pas enregistré à l'avance. L'assistance peut raccourcir ce délai."

export const needsKnownPhoneText =
  "Un nouvel identifiant part seulement vers un numéro enregistré à l'avance : aucun des vôtres ne peut encore en recevoir."

export function alternativeText(mayRequest: boolean): string {
  return mayRequest ? 'Sinon, demandez-en un autre.' : "Sinon, contactez l'assistance."
}

export function remainingAfterText(remaining: number): string {
  if (remaining < 1) return "C'est votre dernière demande possible."
  return `Après cette demande, il vous restera ${remaining} demande${remaining > 1 ? 's' : ''}.`
}

export function alreadyRequestedText(isUnderWay: boolean): string {
  return `Une demande ${isUnderWay ? 'est déjà en cours' : 'a déjà été faite'} : la voici. Aucune autre n'a été décomptée.`
}

export const unconfirmedReissueText = {
  title: "Nous n'avons pas pu confirmer que votre demande a été enregistrée.",
  detail:
    "Vous pouvez réessayer sans rien perdre : si elle a été enregistrée, son suivi s'affichera et rien de plus ne sera décompté.",
}
