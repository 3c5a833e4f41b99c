import { nearMoment, zoneName } from '../moments.ts'

// The API returns these sentences, because the pages that show them are at their size limit.

/** `availabilityText` adds the voter's local time before the first closing bracket. */
export function lastUsefulText(at: Date, timeZone: string, now: Date): string {
  return `Dernière demande utile : ${nearMoment(at, timeZone, now)} (${zoneName(timeZone)}). Ensuite, le SMS peut arriver trop tard pour voter.`
}

export function tooLateText(
  voteClosesAt: Date,
  from: 'notice' | 'sms' | 'nowhere',
  timeZone: string,
  now: Date,
): string {
  const closingText = `Le vote ferme ${nearMoment(voteClosesAt, timeZone, now)} (${zoneName(timeZone)})`
  return `${closingText} : un SMS demandé maintenant peut arriver trop tard. ${adviceTexts[from]}`
}

const adviceTexts = {
  notice: "Votez plutôt avec l'identifiant de votre notice, ou appelez l'assistance.",
  sms: "Votez plutôt avec l'identifiant de votre SMS, ou appelez l'assistance.",
  nowhere: "Appelez l'assistance.",
}
