import { TZDate } from '@date-fns/tz'
import type { Election } from '../../shared/domain/election/election.ts'
import { type DateName, dateNames } from '../../shared/domain/election/election-dates.ts'
import { electionFields } from '../../shared/texts/election/election-fields.ts'
import { teamRoleNames } from '../../shared/tooling/team-roles.ts'
import { smsFor, smsPrices } from '../estimate/prices.ts'
import { firstMorningConcurrency } from '../estimate/quotas.ts'
import { unprintableTexts } from '../notices/unprintable-texts.ts'
import { isFrenchHoliday } from './french-holidays.ts'
import { oddityTexts as texts } from './oddity-texts.ts'

const hour = 3_600_000
const day = 24 * hour

/** Of a sender id in one country, until AWS grants more: docs/aws-behaviours.md. */
const usualSmsPerSecond = 10

/**
 * Of which French carriers block a sender id since 10-03-2025: none of them publishes its list, so these are the words
 * that aggregators quote, and those that any organiser of a vote could take.
 * https://af2m.org/protection-des-oadc-sensibles
 */
const genericSenderId =
  /^(alertes?|banque|bank|code|colis|contact|elections?|identifiant|infos?|livraison|message|notice|paiement|payment|pro|rdv|scrutin|service|sms|suivi|urgent|votes?|voter)+\d*$/i

/** Where AWS's pages name a sender id; of the others they say nothing, or nothing of SMS: docs/aws-behaviours.md. */
const territoriesWithSenderId = ['FR', 'GP', 'MQ', 'RE', 'GF', 'NC', 'PF']

/** Ours: of the rest of the world we have not looked at AWS's pages. */
const frenchTerritories = [...territoriesWithSenderId, 'YT', 'PM', 'WF', 'BL', 'MF']

/** @param now decides what is past, soon or far */
export function odditiesOf(election: Election, now: Date): string[] {
  return [
    ...dateNames.flatMap((name) => dateOddities(name, election, now)),
    ...periodOddities(election, now),
    ...smsOddities(election),
    ...contactOddities(election),
    ...unprintableTexts(election).map(({ field, character }) =>
      texts.unprintable(field, character),
    ),
    ...capacityOddities(election),
    ...keyOddities(election),
  ].filter((text) => text !== false)
}

/** A sentence, or false where nothing is odd. */
type Oddity = string | false

function dateOddities(date: DateName, { dates, timeZone }: Election, now: Date): Oddity[] {
  const instant = dates[date]
  const local = new TZDate(instant.getTime(), timeZone)
  const isVote = date === 'voteOpensAt' || date === 'voteClosesAt'
  const isDay = (weekday: number) => isVote && local.getDay() === weekday
  const isNight = local.getHours() < 7 || local.getHours() >= 22
  return [
    instant <= now && texts.past(date),
    isSameWallClock(instant, timeZone) && texts.hourTwice(date),
    isDay(6) && texts.saturday(date),
    isDay(0) && texts.sunday(date),
    isVote && isFrenchHoliday(local.toISOString().slice(0, 10)) && texts.holiday(date),
    isVote && isNight && texts.night(date),
  ]
}

/** Whether the clock shows the same an hour later. */
function isSameWallClock(instant: Date, timeZone: string): boolean {
  const [first, second] = [0, hour].map((later) =>
    new TZDate(instant.getTime() + later, timeZone).toISOString().slice(0, 16),
  )
  return first === second
}

function periodOddities(
  { dates, timeZone, bothLostHours, helpdesk }: Election,
  now: Date,
): Oddity[] {
  const { reissueOpensAt, reissueClosesAt, voteOpensAt, voteClosesAt, contestUntil } = dates
  const untilVote = voteOpensAt.getTime() - now.getTime()
  const vote = voteClosesAt.getTime() - voteOpensAt.getTime()
  const isClosedByTheVote = reissueClosesAt <= voteOpensAt
  const isOpenOnWeekdays = /lundi au vendredi/i.test(helpdesk.hours)
  return [
    untilVote > 0 && untilVote < 14 * day && texts.voteSoon(untilVote),
    untilVote > 366 * day && texts.voteFar(untilVote),
    vote < day && texts.voteShort(vote),
    vote > 8 * day && texts.voteLong(vote),
    reissueOpensAt > voteOpensAt && texts.reissueOpensLate,
    reissueClosesAt > voteClosesAt && texts.reissueClosesLate,
    isClosedByTheVote && texts.reissueClosedByTheVote,
    !isClosedByTheVote && reissueClosesAt < voteClosesAt && texts.reissueClosesEarly,
    contestUntil.getTime() > voteClosesAt.getTime() + 31 * day && texts.contestFar,
    bothLostHours * hour >= vote && texts.bothLostWholeVote(bothLostHours),
    isOpenOnWeekdays && hasWeekend(voteOpensAt, voteClosesAt, timeZone) && texts.helpdeskClosed,
  ]
}

function hasWeekend(from: Date, to: Date, timeZone: string): boolean {
  // Any seven days have one.
  const last = Math.min(to.getTime() - 1, from.getTime() + 7 * day)
  for (let time = from.getTime(); time <= last; time += hour) {
    if ([0, 6].includes(new TZDate(time, timeZone).getDay())) return true
  }
  return false
}

function smsOddities(election: Election): Oddity[] {
  const { smsDelaySeconds, smsPerSecond, smsDailyCap: cap, smsMaxPriceUsd: price } = election
  const { senderId, territories, smsMonthlySpendUsd: spend } = election
  const inAnHour = smsPerSecond * 3600
  const untold = territories.filter(
    (code) => frenchTerritories.includes(code) && !territoriesWithSenderId.includes(code),
  )
  return [
    smsDelaySeconds < 30 && texts.noTimeToCancel(smsDelaySeconds),
    cap < inAnHour && texts.capBelowAnHour(cap, inAnHour),
    smsPerSecond > usualSmsPerSecond && texts.smsRateHigh(smsPerSecond, usualSmsPerSecond),
    spend !== undefined && smsFor(spend) < cap && texts.spendBelowCap(spend, smsFor(spend), cap),
    genericSenderId.test(senderId) && texts.genericSender(senderId),
    untold.length > 0 && texts.territoriesUntold(untold),
    price < smsPrices.FR && texts.priceLow(price, smsPrices.FR),
  ]
}

function contactOddities({ mail, alarms, helpdesk, ballots, site }: Election): Oddity[] {
  const addresses = Object.entries({
    'mail.from': mail.from,
    'alarms.email': alarms?.email ?? '',
    'helpdesk.email': helpdesk.email,
  })
  const titles = ballots.map(({ title }) => title)
  const repeated = new Set(titles.filter((title, index) => titles.indexOf(title) !== index))
  const isExample = helpdesk.phone === electionFields['helpdesk.phone']?.example
  return [
    !alarms && texts.noAlarms,
    !site.votingUrl && texts.noVotingUrl,
    // RFC 2606: names that nobody owns.
    ...addresses.map(([field, value]) => {
      return /[@.]example(\.(org|com|net))?$/i.test(value) && texts.exampleAddress(field, value)
    }),
    isExample && texts.examplePhone(helpdesk.phone),
    ...[...repeated].map(texts.sameTitle),
  ]
}

function capacityOddities({ site, lambdaConcurrency, mailsPerDay }: Election): Oddity[] {
  const isLow = (lambdaConcurrency ?? 0) < firstMorningConcurrency
  return [
    !site.firewall && texts.noFirewall,
    mailsPerDay === undefined && texts.noMailQuota,
    isLow && texts.concurrencyLow(lambdaConcurrency, firstMorningConcurrency),
  ]
}

/** Whom a key lets in beside those who are named, and who hears of it. */
function keyOddities({ protection, roles, auditTrail }: Election): Oddity[] {
  if (!protection.customerManagedKey) return []
  const open = teamRoleNames.filter((name) => !roles[name])
  return [open.length > 0 && texts.keyOpen(open), !auditTrail && texts.keyUntold]
}
