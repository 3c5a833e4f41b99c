import { nearMoment } from '../moments.ts'
import { zoneName } from '../zone-name.ts'

// Said by the API on the last day: the pages that show it are at their limit of bytes.

/** A page adds what the voter's own clock says to what stands in brackets. */
export function lastUsefulText(at: Date, timeZone: string, now: Date): string {
  return `Dernière demande utile : ${nearMoment(at, timeZone, now)} (${zoneName(timeZone)}). Ensuite, le SMS peut arriver trop tard pour voter.`
}

/** @param from where the valid identifier is to be found */
export function tooLateText(
  voteClosesAt: Date,
  from: 'notice' | 'sms' | 'nowhere',
  timeZone: string,
  now: Date,
): string {
  const closing = `Le vote ferme ${nearMoment(voteClosesAt, timeZone, now)} (${zoneName(timeZone)})`
  return `${closing} : un SMS demandé maintenant peut arriver trop tard. ${otherwise[from]}`
}

const otherwise = {
  notice: "Votez plutôt avec l'identifiant de votre notice, ou appelez l'assistance.",
  sms: "Votez plutôt avec l'identifiant de votre SMS, ou appelez l'assistance.",
  nowhere: "Appelez l'assistance.",
}
