import { nearMoment, untilMoment, zoneName } from '../moments.ts'

interface VotingPeriod {
  state: 'not-open' | 'open' | 'closes-soon' | 'finishing' | 'closed' | 'suspended'
  opensAt: string
  closesAt: string
  timeZone: string
  now: Date
}

const formattersOf = ({ timeZone, now }: Pick<VotingPeriod, 'timeZone' | 'now'>) => {
  const moment = (instant: string) => nearMoment(instant, timeZone, now)
  const until = (instant: string) => untilMoment(instant, timeZone, now)
  return { moment, until, zone: `(${zoneName(timeZone)})` }
}

/** @param period `finishesAt`: the close for voters who signed in before `closesAt` */
export function voteText(period: VotingPeriod & { finishesAt?: string | undefined }): string {
  const { moment, until, zone } = formattersOf(period)
  switch (period.state) {
    case 'not-open':
      return `Le vote ouvrira ${moment(period.opensAt)} et fermera ${moment(period.closesAt)} ${zone}. Vous voterez dans cet espace.`
    case 'open':
      return `Le vote est ouvert ${until(period.closesAt)} ${zone}.`
    case 'closes-soon':
      return `Le vote ferme dans moins de deux heures, ${moment(period.closesAt)} ${zone} : votez sans attendre.`
    case 'finishing':
      return `Le vote a fermé ${moment(period.closesAt)} ${zone}, mais vous pouvez finir de voter ${until(period.finishesAt as string)}, sans vous déconnecter.`
    case 'suspended':
      return 'Le vote est suspendu : vous voterez quand il reprendra.'
    case 'closed':
      return `Le vote est clos : il a fermé ${moment(period.closesAt)} ${zone}. Pour toute question, contactez l'assistance.`
  }
}

export function contestText(closesAt: string, timeZone: string, now: Date): string {
  const { moment, until, zone } = formattersOf({ timeZone, now })
  return now < new Date(closesAt)
    ? `Vous pouvez contester votre inscription ou demander une information ${until(closesAt)} ${zone}, auprès de l'assistance.`
    : `Le délai pour contester a pris fin ${moment(closesAt)} ${zone}. Pour toute information, contactez l'assistance.`
}
