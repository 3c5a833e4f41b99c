import { moment, nearMoment, sinceMoment, zoneName } from '../moments.ts'

export interface AnnouncedDates {
  timeZone: string
  now: Date
  suspendedSince?: Date | undefined
  resumedAt?: Date | undefined
  reissueClosesAt: Date
  voteClosesAt: Date
}

export function announcementText(announcedDates: AnnouncedDates): string {
  const { timeZone, now, suspendedSince, resumedAt, reissueClosesAt, voteClosesAt } = announcedDates
  if (suspendedSince) {
    return `Le vote est suspendu ${sinceMoment(suspendedSince, timeZone, now)}. Vous ne pouvez ni vous connecter, ni demander un identifiant, ni voter. Ce que vous avez commencé est conservé : les délais sont arrêtés, et la fermeture du vote sera repoussée d'autant.`
  }
  const momentText = (at: Date) => `${nearMoment(at, timeZone, now)} (${zoneName(timeZone)})`
  const reasonText = resumedAt
    ? `Le vote a repris ${moment(resumedAt, timeZone, now)} après une interruption`
    : 'Le vote est prolongé'
  const requestsText =
    now < reissueClosesAt
      ? `Les demandes d'un nouvel identifiant ferment ${momentText(reissueClosesAt)}`
      : 'Les demandes de nouvel identifiant restent closes'
  return `${reasonText} : il ferme ${momentText(voteClosesAt)}. ${requestsText}. Ces dates remplacent celles de votre notice.`
}
