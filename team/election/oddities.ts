import { TZDate } from '@date-fns/tz'
import type { Election } from '../../shared/domain/election/election.ts'
import { type DateName, dateNames } from '../../shared/domain/election/election-dates.ts'
import { fieldExamples } from '../../shared/texts/election/election-fields.ts'
import type { Oddity } from '../../shared/texts/election/election-oddities.ts'
import { teamRoleNames } from '../../shared/tooling/team-roles.ts'
import { smsFor, smsPrices } from '../estimate/prices.ts'
import { firstMorningConcurrency } from '../estimate/quotas.ts'
import { unprintableTexts } from '../notices/unprintable-texts.ts'
import { isFrenchHoliday } from './french-holidays.ts'

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
export function odditiesOf(election: Election, now: Date): Oddity[] {
  return [
    ...dateNames.flatMap((name) => dateOddities(name, election, now)),
    ...periodOddities(election, now),
    ...smsOddities(election),
    ...contactOddities(election),
    ...unprintableTexts(election).map((text): Oddity => ({ kind: 'unprintable', ...text })),
    ...capacityOddities(election),
    ...keyOddities(election),
  ]
}

/** Whom a key lets in beside those who are named, and who hears of it. */
function keyOddities({ protection, roles, auditTrail }: Election): Oddity[] {
  if (!protection.customerManagedKey) return []
  const open = teamRoleNames.filter((name) => !roles[name])
  return [
    ...(open.length > 0 ? [{ kind: 'key-open', roles: open } as const] : []),
    ...(auditTrail ? [] : [{ kind: 'key-untold' } as const]),
  ]
}

function dateOddities(date: DateName, { dates, timeZone }: Election, now: Date): Oddity[] {
  const instant = dates[date]
  const local = new TZDate(instant.getTime(), timeZone)
  const found: Oddity[] = []
  if (instant <= now) found.push({ kind: 'past', date })
  if (isSameWallClock(instant, timeZone)) found.push({ kind: 'hour-twice', date })
  if (date !== 'voteOpensAt' && date !== 'voteClosesAt') return found
  if (local.getDay() === 6) found.push({ kind: 'saturday', date })
  if (local.getDay() === 0) found.push({ kind: 'sunday', date })
  if (isFrenchHoliday(local.toISOString().slice(0, 10))) found.push({ kind: 'holiday', date })
  if (local.getHours() < 7 || local.getHours() >= 22) found.push({ kind: 'night', date })
  return found
}

/** Whether the clock shows the same an hour later. */
function isSameWallClock(instant: Date, timeZone: string): boolean {
  const [first, second] = [0, hour].map((later) =>
    new TZDate(instant.getTime() + later, timeZone).toISOString().slice(0, 16),
  )
  return first === second
}

function periodOddities({ dates, timeZone, bothLostHours, helpdesk }: Election, now: Date) {
  const found: Oddity[] = []
  const { reissueOpensAt, reissueClosesAt, voteOpensAt, voteClosesAt, contestUntil } = dates
  const untilVote = voteOpensAt.getTime() - now.getTime()
  const vote = voteClosesAt.getTime() - voteOpensAt.getTime()
  if (untilVote > 0 && untilVote < 14 * day) {
    found.push({ kind: 'vote-soon', milliseconds: untilVote })
  }
  if (untilVote > 366 * day) found.push({ kind: 'vote-far', milliseconds: untilVote })
  if (vote < day) found.push({ kind: 'vote-short', milliseconds: vote })
  if (vote > 8 * day) found.push({ kind: 'vote-long', milliseconds: vote })
  if (reissueOpensAt > voteOpensAt) found.push({ kind: 'reissue-opens-late' })
  if (reissueClosesAt > voteClosesAt) found.push({ kind: 'reissue-closes-late' })
  if (reissueClosesAt <= voteOpensAt) found.push({ kind: 'reissue-closed-by-the-vote' })
  else if (reissueClosesAt < voteClosesAt) found.push({ kind: 'reissue-closes-early' })
  if (contestUntil.getTime() > voteClosesAt.getTime() + 31 * day) {
    found.push({ kind: 'contest-far' })
  }
  if (bothLostHours * hour >= vote) {
    found.push({ kind: 'both-lost-whole-vote', hours: bothLostHours })
  }
  if (
    /lundi au vendredi/i.test(helpdesk.hours) &&
    hasWeekend(voteOpensAt, voteClosesAt, timeZone)
  ) {
    found.push({ kind: 'helpdesk-closed' })
  }
  return found
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
  const found: Oddity[] = []
  const { smsDelaySeconds, smsPerSecond, smsDailyCap: cap, smsMaxPriceUsd: price } = election
  if (smsDelaySeconds < 30) found.push({ kind: 'no-time-to-cancel', seconds: smsDelaySeconds })
  const inAnHour = smsPerSecond * 3600
  if (cap < inAnHour) found.push({ kind: 'cap-below-an-hour', cap, inAnHour })
  if (smsPerSecond > usualSmsPerSecond) {
    found.push({ kind: 'sms-rate-high', perSecond: smsPerSecond, usual: usualSmsPerSecond })
  }
  const spend = election.smsMonthlySpendUsd
  if (spend !== undefined) {
    const messages = smsFor(spend)
    if (messages < cap) found.push({ kind: 'spend-below-cap', spend, messages, cap })
  }
  if (genericSenderId.test(election.senderId)) {
    found.push({ kind: 'generic-sender', senderId: election.senderId })
  }
  const untold = election.territories.filter(
    (code) => frenchTerritories.includes(code) && !territoriesWithSenderId.includes(code),
  )
  if (untold.length > 0) found.push({ kind: 'territories-untold', territories: untold })
  if (price < smsPrices.FR) found.push({ kind: 'price-low', price, usual: smsPrices.FR })
  return found
}

function contactOddities({ mail, alarms, helpdesk, ballots, site }: Election): Oddity[] {
  const found: Oddity[] = []
  if (!alarms) found.push({ kind: 'no-alarms' })
  if (!site.votingUrl) found.push({ kind: 'no-voting-url' })
  const addresses = {
    'mail.from': mail.from,
    'alarms.email': alarms?.email ?? '',
    'helpdesk.email': helpdesk.email,
  }
  for (const [field, value] of Object.entries(addresses)) {
    // RFC 2606: names that nobody owns.
    if (/[@.]example(\.(org|com|net))?$/i.test(value)) {
      found.push({ kind: 'example-address', field, value })
    }
  }
  if (helpdesk.phone === fieldExamples['helpdesk.phone']) {
    found.push({ kind: 'example-phone', field: 'helpdesk.phone', value: helpdesk.phone })
  }
  const titles = ballots.map(({ title }) => title)
  const repeated = new Set(titles.filter((title, index) => titles.indexOf(title) !== index))
  return [...found, ...[...repeated].map((title): Oddity => ({ kind: 'same-title', title }))]
}

function capacityOddities({ site, lambdaConcurrency, mailsPerDay }: Election): Oddity[] {
  const found: Oddity[] = []
  if (!site.firewall) found.push({ kind: 'no-firewall' })
  if (mailsPerDay === undefined) found.push({ kind: 'no-mail-quota' })
  if (lambdaConcurrency === undefined || lambdaConcurrency < firstMorningConcurrency) {
    const granted = lambdaConcurrency
    found.push({ kind: 'concurrency-low', granted, advised: firstMorningConcurrency })
  }
  return found
}
