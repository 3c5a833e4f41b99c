import { period as fromTo, nearMoment, untilMoment } from '../moments.ts'
import { zoneName } from '../zone-name.ts'

// What is said of the vote and of contesting, by where their periods stand.

interface Period {
  state: 'not-open' | 'open' | 'closes-soon' | 'closed' | 'suspended'
  opensAt: string
  closesAt: string
  timeZone: string
  now: Date
}

const during = ({ timeZone, now }: Period) => {
  const moment = (instant: string) => nearMoment(instant, timeZone, now)
  const until = (instant: string) => untilMoment(instant, timeZone, now)
  return { moment, until, zone: `(${zoneName(timeZone)})` }
}

export function voteText(period: Period): string {
  const { moment, until, zone } = during(period)
  switch (period.state) {
    case 'not-open':
      return `Le vote ouvrira ${moment(period.opensAt)} et fermera ${moment(period.closesAt)} ${zone}. Revenez alors voter dans cet espace.`
    case 'open':
      return `Le vote est ouvert ${until(period.closesAt)} ${zone}.`
    case 'closes-soon':
      return `Le vote ferme dans moins de deux heures, ${moment(period.closesAt)} ${zone} : votez sans attendre.`
    case 'suspended':
      return 'Le vote est suspendu : vous voterez quand il reprendra.'
    case 'closed':
      return `Le vote est clos : il a fermé ${moment(period.closesAt)} ${zone}. Vous ne pouvez plus voter. Pour toute question, contactez l'assistance.`
  }
}

/** Contesting begins with the lists, before anybody can sign in: it is never said to open. */
export function contestText(period: Omit<Period, 'opensAt'> & { organiser: string }): string {
  const { moment, until, zone } = during({ ...period, opensAt: '' })
  switch (period.state) {
    case 'closed':
      return `Le délai des contestations a pris fin ${moment(period.closesAt)} ${zone}. Pour toute information, contactez l'assistance, qui transmet à l'organisateur : ${period.organiser}.`
    case 'closes-soon':
      return `Vous pouvez effectuer des contestations ${until(period.closesAt)} ${zone} : contactez l'assistance sans attendre.`
    default:
      return `Vous pouvez effectuer des contestations ${until(period.closesAt)} ${zone}, et demander des informations, auprès de l'assistance.`
  }
}

/** Beside each ballot. */
export function ballotDatesText(
  opensAt: string,
  closesAt: string,
  timeZone: string,
  now: Date,
): string {
  return fromTo(opensAt, closesAt, timeZone, now)
}
