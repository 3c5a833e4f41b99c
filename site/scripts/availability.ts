import type { Voter } from '../../shared/contract/voter.ts'
import { zoneName } from '../../shared/texts/zone-name.ts'
import { formatDateAndTime } from './french-dates.ts'

/** Why no new identifier can be asked for now; undefined when it can (a request under way is not this one's matter). */
export function whyNoReissue({ election, reissue }: Voter, at: number): string | undefined {
  const day = (time: string) => formatDateAndTime(new Date(time), election.timeZone)
  if (!reissue.open) {
    return at < Date.parse(reissue.opensAt)
      ? `Les demandes de nouvel identifiant ouvriront le ${day(reissue.opensAt)}.`
      : `Les demandes de nouvel identifiant sont closes depuis le ${day(reissue.closesAt)}.`
  }
  if (reissue.passwordChangeRequired) {
    return "Une demande a été annulée. Avant d'en faire une autre, vous devez créer un nouveau mot de passe."
  }
  const { bothFactorsLostUntil } = reissue
  if (bothFactorsLostUntil && at < Date.parse(bothFactorsLostUntil)) {
    return bothFactorsLostSentence(bothFactorsLostUntil, election.timeZone)
  }
  if (reissue.remaining < 1) {
    return "Vous avez utilisé toutes vos demandes de nouvel identifiant. Contactez l'assistance."
  }
  return undefined
}

export function bothFactorsLostSentence(until: string, timeZone: string): string {
  return `Votre mot de passe a été remplacé récemment. Par sécurité, la demande d'un nouvel identifiant en ligne est fermée jusqu'au ${formatDateAndTime(new Date(until), timeZone)} (${zoneName(timeZone)}). D'ici là, adressez-vous à l'assistance.`
}

export function remainingSentence(remaining: number): string {
  return `Il vous reste ${remaining} demande${remaining > 1 ? 's' : ''}.`
}
