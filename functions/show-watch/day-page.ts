import type { Election } from '../../shared/domain/election/election.ts'
import { electionDayOf } from '../../shared/domain/election-day.ts'
import type { Figures } from '../../shared/domain/figures.ts'
import type { WallTime } from '../../shared/domain/instants.ts'
import { opensFile } from '../../shared/domain/ledger/intervention.ts'
import type { ToldIntervention } from '../../shared/domain/ledger/told-intervention.ts'
import type { Backlog } from '../../shared/domain/queues.ts'
import { promisedNow } from '../../shared/domain/sms/expected-time.ts'
import {
  countsOf,
  type HandoverDays,
  type LateSms,
  lateNow,
  publishedTimes,
  type TerritoryHandovers,
} from '../../shared/domain/sms/handover-times.ts'
import {
  openScopes,
  type SmsBreaker,
  type SmsBreakers,
} from '../../shared/domain/sms/sms-breaker.ts'
import type { SmsCounts, SmsDays } from '../../shared/domain/sms/sms-days.ts'
import type { SmsRate, SmsSlots } from '../../shared/domain/sms/sms-slots.ts'
import {
  alarmLines,
  type Place,
  type Section,
  section,
} from '../../shared/domain/staff/watched-sections.ts'
import { waitText } from '../../shared/texts/election/wait-text.ts'
import { territoryText } from '../../shared/texts/election/watch-command.ts'
import { interventionWord } from '../../shared/texts/ledger/intervention-names.ts'
import { nearMoment } from '../../shared/texts/moments.ts'
import { number } from '../../shared/texts/numbers.ts'
import { dayTexts as texts } from '../../shared/texts/staff/day-page.ts'
import { unreadTexts } from '../../shared/texts/staff/staff-pages.ts'

export interface Announced {
  announcement: string
  /** By the wall's clock. */
  dates: Omit<Election['dates'], 'contestUntil'>
  vote: string
}

export function announcedSection(
  { announcement, dates }: Omit<Announced, 'vote'>,
  { pauses = {}, caps = {} }: Pick<SmsBreaker, 'pauses' | 'caps'>,
  { timeZone, now }: Place,
): Section {
  const { reissueOpensAt, reissueClosesAt } = dates
  const kept = [
    ...Object.entries(pauses).map(([territory, { since, reason }]) =>
      texts.paused(territoryText(territory), since, timeZone, now, reason),
    ),
    ...Object.entries(caps).map(([territory, { smsPerDay, reason }]) =>
      texts.capped(territoryText(territory), smsPerDay, reason),
    ),
  ]
  const unusual = [...(announcement ? [announcement] : []), ...kept]
  return section(texts.announced, {
    tone: unusual.length > 0 ? 'wrong' : 'usual',
    lines: [
      ...(unusual.length > 0 ? unusual : [texts.nothingAnnounced]),
      texts.requests(reissueOpensAt, reissueClosesAt, timeZone, now),
    ],
  })
}

export interface SmsSeen {
  counts: SmsCounts
  handovers: TerritoryHandovers[]
  late: LateSms | undefined
  /** Those that wait, the delay in which each can be cancelled included. */
  waiting: number
  /** When an SMS that is asked for now is to arrive; absent: none leaves. */
  promise: Date | undefined
}

export interface SmsPorts {
  smsDays: Pick<SmsDays, 'find'>
  handoverDays: Pick<HandoverDays, 'find' | 'findLate'>
  smsBreakers: Pick<SmsBreakers, 'find'>
  smsSlots: Pick<SmsSlots, 'find'>
  backlog: Backlog
  wall: WallTime
}

/** Five items of one table and the count of a queue. @param now by the election's clock */
export async function readSms(
  { smsDays, handoverDays, smsSlots, backlog, wall }: SmsPorts,
  election: SmsRate & Pick<Election, 'timeZone'>,
  { now, isSuspended }: { now: Date; isSuspended: boolean },
): Promise<SmsSeen> {
  const day = electionDayOf(now, election.timeZone)
  const [counts, handovers, late, waiting, slots] = await Promise.all([
    smsDays.find(day),
    handoverDays.find(day),
    handoverDays.findLate(),
    backlog.waiting(),
    smsSlots.find(),
  ])
  const promise = isSuspended ? undefined : wall(promisedNow(slots, election, day, now))
  return { counts, handovers, late: lateNow(late, now), waiting, promise }
}

/** @param breaker by the wall's clock, as `now` is */
export function smsSection(
  { counts, handovers, late, waiting, promise }: SmsSeen,
  breaker: SmsBreaker,
  { timeZone, now }: Place,
): Section {
  const stopped = openScopes(breaker, now).map(({ scope }) =>
    scope === 'account' ? texts.stoppedAccount : texts.stopped(territoryText(scope)),
  )
  const { withinSeconds } = publishedTimes(handovers)
  const isAccountStopped = stopped.includes(texts.stoppedAccount)
  const rows = handovers
    .map((one) => ({ ...one, left: countsOf([one]).handedOver }))
    .filter(({ left, receipts }) => left + receipts > 0)
    .sort((one, other) => other.left - one.left)
  return section(texts.sms, {
    tone: stopped.length > 0 || (late?.count ?? 0) > 0 ? 'wrong' : 'usual',
    figures: [
      { figure: number(waiting), of: texts.waiting },
      { figure: number(countsOf(handovers).handedOver), of: texts.left },
      promise && !isAccountStopped
        ? { figure: nearMoment(promise, timeZone, now).replace(/^à\s/, ''), of: texts.promise }
        : { figure: texts.unknownTime, of: texts.noPromise },
    ],
    lines: [
      ...stopped,
      late ? texts.late(late.count) : texts.lateUnknown,
      ...(counts.heldCount > 0 ? [texts.held(counts.heldCount)] : []),
      withinSeconds === null ? texts.tooFew : texts.within(waitText(withinSeconds)),
      ...(rows.length === 0 ? [texts.noSms] : []),
    ],
    ...(rows.length > 0 && {
      table: {
        caption: texts.caption,
        columns: [...texts.columns],
        rows: rows.map((row) => {
          const within = publishedTimes([row]).withinSeconds
          return [
            territoryText(row.territory),
            number(row.left),
            number(row.receipts - row.failed),
            number(row.failed),
            within === null ? texts.unknownTime : waitText(within),
          ]
        }),
      },
    }),
  })
}

/** @param seen undefined when it could not be read */
export function alarmSection(
  seen: Awaited<ReturnType<Figures['alarms']>> | undefined,
  place: Place,
): Section {
  const wrong = section(texts.alarms, { tone: 'wrong' as const })
  if (!seen) return { ...wrong, lines: [unreadTexts.alarms] }
  if (seen.watched === 0) return { ...wrong, lines: [texts.noAlarmRead] }
  const lines = alarmLines(seen.on, place)
  return lines.length > 0 ? { ...wrong, lines } : section(texts.alarms, { lines: [texts.calm] })
}

/**
 * @param ofHour what the ledger tells of the last hour; undefined when it could not be read
 * @param open how many files are open now
 */
export function callsSection(ofHour: ToldIntervention[] | undefined, open: number): Section {
  const now = { figure: number(open), of: texts.openNow }
  if (!ofHour) {
    return section(texts.calls, {
      tone: 'wrong',
      figures: [now],
      lines: [unreadTexts.ledger],
    })
  }
  const counts = new Map<string, number>()
  for (const { kind, step } of ofHour) {
    const word = interventionWord(kind, step)
    counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  const opened = ofHour.filter(({ kind }) => opensFile(kind)).length
  const rows = [...counts].sort(([, one], [, other]) => other - one)
  return section(texts.calls, {
    figures: [
      now,
      { figure: number(opened), of: texts.openedInHour },
      { figure: number(ofHour.length - opened), of: texts.actionsInHour },
    ],
    ...(rows.length > 0 && {
      table: {
        caption: texts.actionsCaption,
        columns: [...texts.actionColumns],
        rows: rows.map(([word, times]) => [word, number(times)]),
      },
    }),
  })
}
