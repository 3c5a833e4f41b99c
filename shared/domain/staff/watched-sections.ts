import { alarmTextOf } from '../../texts/alarms.ts'
import { countText } from '../../texts/election/small-counts.ts'
import { waitText } from '../../texts/election/wait-text.ts'
import { metricTexts } from '../../texts/metric-names.ts'
import { nearMoment, sinceMoment } from '../../texts/moments.ts'
import { number } from '../../texts/numbers.ts'
import { controlTexts } from '../../texts/staff/control-page.ts'
import { dayTexts as texts } from '../../texts/staff/day-page.ts'
import { unreadTexts } from '../../texts/staff/staff-pages.ts'
import { territoryText } from '../../texts/territory-name.ts'
import type { AlarmOn, AlarmsRead } from '../alarm-names.ts'
import { ownMetrics } from '../metrics.ts'
import { countsOf, publishedTimes } from '../sms/handover-times.ts'
import { countSections } from './count-sections.ts'
import { activityMetrics, type SmsReading, type VoteReading } from './vote-reading.ts'
import { type Place, type Section, section, type WatchedVote } from './watched-section.ts'

/** Twice the time between two readings. */
const freshSeconds = 120

/** Delegates and the bureau see no number that could name somebody. */
export function delegateSections(vote: WatchedVote): Section[] {
  const { reading } = vote
  return [
    ...interruptedSections(vote),
    ...(reading ? [incidentSection(reading, vote), waitSection(reading)] : []),
    ...countSections(vote),
  ]
}

/** Whoever answers calls sees these. @param announcement what voters read of changes of the calendar, or nothing */
export function daySections(vote: WatchedVote, announcement: string): Section[] {
  const { reading } = vote
  return [
    ...interruptedSections(vote),
    announcedSection(vote, announcement),
    ...(reading ? [alarmSection(reading, vote), smsSection(vote, reading)] : []),
  ]
}

/** The election team sees besides what happens at this moment, and what to do first. */
export function teamSections(vote: WatchedVote): Section[] {
  const { reading } = vote
  return [
    ...interruptedSections(vote),
    ...(reading ? [remedySection(reading, vote)] : []),
    announcedSection(vote, ''),
    ...(reading ? [smsSection(vote, reading), activitySection(reading)] : []),
    ...countSections(vote),
  ]
}

/** Whether what is shown is no longer what is there. */
export const isInterrupted = ({ reading, now }: Pick<WatchedVote, 'reading' | 'now'>) =>
  !reading || now.getTime() - reading.at.getTime() > freshSeconds * 1000

function interruptedSections({ reading, timeZone, now }: WatchedVote): Section[] {
  if (!isInterrupted({ reading, now })) return []
  const line = reading ? texts.readAt(reading.at, timeZone, now) : texts.neverRead
  return [section(texts.interrupted, { tone: 'wrong', lines: [line] })]
}

/** What active alarms mean to voters; the team's own are left out. */
const alarmLines = (on: readonly AlarmOn[], { timeZone, now }: Place) =>
  on
    .filter(({ name }) => !alarmTextOf(name)?.isOfTeam)
    .map(({ name, since }) =>
      texts.alarm(alarmTextOf(name)?.says ?? texts.unknownAlarm, since, timeZone, now),
    )

/** Why nobody knows whether an alarm is on; undefined when that is known. */
function alarmsUnread(alarms: AlarmsRead | undefined): string | undefined {
  if (!alarms) return unreadTexts.alarms
  return alarms.watched === alarms.unmeasured ? texts.noAlarmRead : undefined
}

function incidentSection({ alarms, sms }: VoteReading, place: Place): Section {
  const since = (instant: Date) => sinceMoment(instant, place.timeZone, place.now)
  const { failing = [], pauses = [], caps = [] } = sms ?? {}
  const unread = alarmsUnread(alarms)
  // A territory of which most SMS fail is named, which its alarm does not do.
  const on = alarms?.on.filter(({ name }) => failing.length === 0 || name !== 'FailingTerritory')
  const lines = [
    ...(unread ? [unread] : []),
    ...(sms ? [] : [unreadTexts.holds]),
    ...failing.map((one) => controlTexts.failing(territoryText(one))),
    ...alarmLines(on ?? [], place),
    ...pauses.map((one) => controlTexts.paused(territoryText(one.territory), since(one.since))),
    ...caps.map((one) =>
      controlTexts.capped(territoryText(one.territory), one.smsPerDay, since(one.since)),
    ),
  ]
  return lines.length > 0
    ? section(controlTexts.incidents, { tone: 'wrong', lines: [...lines, controlTexts.lasting] })
    : section(controlTexts.incidents, { lines: [controlTexts.noIncident] })
}

function waitSection({ sms }: VoteReading): Section {
  if (!sms) return section(controlTexts.waits, { tone: 'wrong', lines: [unreadTexts.sms] })
  const { late } = sms
  return section(controlTexts.waits, {
    lines: [
      withinLine(sms),
      late ? controlTexts.late(countText(late)) : late === 0 ? texts.late(0) : texts.lateUnknown,
    ],
  })
}

function withinLine({ handovers }: SmsReading): string {
  const { withinSeconds } = publishedTimes(handovers)
  return withinSeconds === null ? texts.tooFew : texts.within(waitText(withinSeconds))
}

function announcedSection(
  { reading, dates, timeZone, now }: WatchedVote,
  announcement: string,
): Section {
  const { pauses = [], caps = [] } = reading?.sms ?? {}
  const unusual = [
    ...(announcement ? [announcement] : []),
    ...(reading?.sms ? [] : [unreadTexts.holds]),
    ...pauses.map(({ territory, since, reason }) =>
      texts.paused(territoryText(territory), since, timeZone, now, reason),
    ),
    ...caps.map(({ territory, smsPerDay, reason }) =>
      texts.capped(territoryText(territory), smsPerDay, reason),
    ),
  ]
  return section(texts.announced, {
    tone: unusual.length > 0 ? 'wrong' : 'usual',
    lines: [
      ...(unusual.length > 0 ? unusual : [texts.nothingAnnounced]),
      texts.requests(dates.reissueOpensAt, dates.reissueClosesAt, timeZone, now),
    ],
  })
}

function alarmSection({ alarms }: VoteReading, place: Place): Section {
  const unread = alarmsUnread(alarms)
  if (unread) return section(texts.alarms, { tone: 'wrong', lines: [unread] })
  const lines = alarmLines(alarms?.on ?? [], place)
  return lines.length > 0
    ? section(texts.alarms, { tone: 'wrong', lines })
    : section(texts.alarms, { lines: [texts.calm] })
}

function remedySection({ alarms }: VoteReading, { timeZone, now }: Place): Section {
  const unread = alarmsUnread(alarms)
  if (unread || !alarms) {
    return section(texts.alarms, { tone: 'wrong', lines: [unread ?? unreadTexts.alarms] })
  }
  const lines = alarms.on.flatMap(({ name, since, says, section }) => {
    const known = alarmTextOf(name)
    return [
      texts.alarm(known?.says ?? says, since, timeZone, now),
      ...(known ? [texts.remedy(known.remedy)] : []),
      ...(section ? [texts.section(section)] : []),
    ]
  })
  return section(texts.alarms, {
    tone: lines.length > 0 ? 'wrong' : 'usual',
    lines: [
      ...(lines.length > 0 ? lines : [texts.calm]),
      ...(alarms.unmeasured > 0 ? [texts.unmeasured(alarms.unmeasured)] : []),
    ],
  })
}

function smsSection({ isSuspended, timeZone, now }: WatchedVote, { sms }: VoteReading): Section {
  if (!sms) return section(texts.sms, { tone: 'wrong', lines: [unreadTexts.sms] })
  const { handovers, late, waiting, held, promise, stopped, failing } = sms
  const leaves = !isSuspended && !stopped.includes('account')
  const rows = handovers
    .map((one) => ({ ...one, left: countsOf([one]).handedOver }))
    .filter(({ left, receipts }) => left + receipts > 0)
    .sort((one, other) => other.left - one.left)
  const wrong = [
    ...stopped.map((scope) =>
      scope === 'account' ? texts.stoppedAccount : texts.stopped(territoryText(scope)),
    ),
    ...failing.map((territory) => controlTexts.failing(territoryText(territory))),
  ]
  return section(texts.sms, {
    tone: wrong.length > 0 || (late ?? 0) > 0 ? 'wrong' : 'usual',
    figures: [
      { figure: number(waiting), of: texts.waiting },
      { figure: number(countsOf(handovers).handedOver), of: texts.left },
      promise && leaves
        ? { figure: nearMoment(promise, timeZone, now).replace(/^à\s/, ''), of: texts.promise }
        : { figure: texts.unknownTime, of: texts.noPromise },
    ],
    lines: [
      ...wrong,
      late === undefined ? texts.lateUnknown : texts.late(late),
      ...(held > 0 ? [texts.held(held)] : []),
      withinLine(sms),
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

function activitySection({ activity }: VoteReading): Section {
  if (!activity) return section(texts.activity, { tone: 'wrong', lines: [unreadTexts.activity] })
  return section(texts.activity, {
    table: {
      caption: texts.activityCaption,
      columns: [...texts.activityColumns],
      rows: activityMetrics.map((name) => {
        const isCount = /^(Sum|SampleCount)$/.test(ownMetrics[name].statistic)
        const shown = (value: number | null) =>
          value === null ? texts.unknownTime : isCount ? number(value) : waitText(value)
        const { fiveMinutes, hour } = activity[name]
        return [metricTexts[name], shown(fiveMinutes), shown(hour)]
      }),
    },
  })
}
