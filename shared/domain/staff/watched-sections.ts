import { alarmTextOf } from '../../texts/alarms.ts'
import { countText } from '../../texts/election/small-counts.ts'
import { interventionName } from '../../texts/ledger/intervention-names.ts'
import { metricTexts } from '../../texts/metric-names.ts'
import { nearMoment, sinceMoment } from '../../texts/moments.ts'
import { number, waitText } from '../../texts/numbers.ts'
import { sentences } from '../../texts/sentences.ts'
import { controlTexts } from '../../texts/staff/control-page.ts'
import { dayTexts as texts } from '../../texts/staff/day-page.ts'
import { unreadTexts } from '../../texts/staff/staff-pages.ts'
import { territoryText } from '../../texts/territory-name.ts'
import type { ActiveAlarm, AlarmReport } from '../alarm-names.ts'
import { watchedMetrics } from '../metrics.ts'
import { countsOf, publishedTimes } from '../sms/published-times.ts'
import { voteCountSections } from './vote-count-sections.ts'
import { activityMetrics, type SmsReading, type VoteReading } from './vote-reading.ts'
import { type LocalTime, type Section, section, type WatchedVote } from './watched-section.ts'

const staleAfterSeconds = 120

export function delegateSections(vote: WatchedVote): Section[] {
  const { reading } = vote
  return [
    ...interruptionSections(vote),
    ...(reading ? [incidentSection(reading, vote), waitSection(reading)] : []),
    ...voteCountSections(vote),
  ]
}

export function daySections(vote: WatchedVote, announcement: string): Section[] {
  const { reading } = vote
  return [
    ...interruptionSections(vote),
    announcementSection(vote, announcement),
    ...(reading
      ? [alarmSection(reading, alarmLines(reading.alarms?.active, vote)), smsSection(vote, reading)]
      : []),
  ]
}

export function teamSections(vote: WatchedVote): Section[] {
  const { reading } = vote
  return [
    ...interruptionSections(vote),
    ...(reading ? [remedySection(reading, vote), ...pendingSections(reading, vote)] : []),
    announcementSection(vote, ''),
    ...(reading ? [smsSection(vote, reading), activitySection(reading)] : []),
    ...voteCountSections(vote),
  ]
}

export const isReadingStale = ({ reading, now }: Pick<WatchedVote, 'reading' | 'now'>) =>
  !reading || now.getTime() - reading.at.getTime() > staleAfterSeconds * 1000

function interruptionSections({ reading, timeZone, now }: WatchedVote): Section[] {
  if (!isReadingStale({ reading, now })) return []
  const line = reading ? texts.readingTime(reading.at, timeZone, now) : texts.noReading
  return [section(texts.interruptedUpdate, { problems: [line] })]
}

const alarmLines = (alarms: readonly ActiveAlarm[] = [], { timeZone, now }: LocalTime) =>
  alarms
    .filter(({ name }) => !alarmTextOf(name)?.isForTeam)
    .map(({ name, since }) =>
      texts.activeAlarm(alarmTextOf(name)?.sentence ?? texts.unknownAlarm, since, timeZone, now),
    )

const areAlarmsUnread = (alarms: AlarmReport | undefined) =>
  !alarms || alarms.total === alarms.withoutData

function incidentSection({ alarms, sms }: VoteReading, localTime: LocalTime): Section {
  const { failing = [] } = sms ?? {}
  const active = alarms?.active.filter(({ name }) => !failing[0] || name !== 'FailingTerritory')
  const problems = [
    ...(areAlarmsUnread(alarms) ? [unreadTexts.alarms] : []),
    ...failing.map((territory) => controlTexts.failingTerritory(territoryText(territory))),
    ...alarmLines(active, localTime),
    ...holdTexts(sms, localTime),
  ]
  const { incidents, noIncident, endDelayText } = controlTexts
  return section(incidents, {
    problems,
    okText: noIncident,
    lines: [problems.length > 0 && endDelayText],
  })
}

function waitSection({ sms }: VoteReading): Section {
  if (!sms) return section(controlTexts.waitLabel, { problems: [unreadTexts.sms] })
  const { late } = sms
  return section(controlTexts.waitLabel, {
    lines: [smsWaitLine(sms), late === undefined ? texts.noCount : texts.lateSms(countText(late))],
  })
}

function smsWaitLine({ handovers }: SmsReading): string {
  const { withinSeconds } = publishedTimes(handovers)
  return withinSeconds === null ? texts.tooFewSms : texts.handoverTime(waitText(withinSeconds))
}

function holdTexts(sms: SmsReading | undefined, { timeZone, now }: LocalTime, withReason = false) {
  if (!sms) return [unreadTexts.holds]
  const start = ({ since, reason, by }: SmsReading['pauses'][number]) => {
    const details = withReason ? ` (${[reason, ...(by === undefined ? [] : [by])].join(', ')})` : ''
    return `${sinceMoment(since, timeZone, now)}${details}`
  }
  return [
    ...sms.pauses.map((pause) => texts.smsPause(territoryText(pause.territory), start(pause))),
    ...sms.caps.map((cap) => texts.smsCap(territoryText(cap.territory), cap.smsPerDay, start(cap))),
  ]
}

function announcementSection(vote: WatchedVote, announcement: string): Section {
  const { reading, dates, timeZone, now } = vote
  const announcementLines = announcement ? [texts.votersAnnouncement(announcement)] : []
  const problems = [...announcementLines, ...holdTexts(reading?.sms, vote, true)]
  const periodLine = texts.requestPeriod(dates.reissueOpensAt, dates.reissueClosesAt, timeZone, now)
  return section(texts.voteHeading, { problems, okText: texts.noAnnouncement, lines: [periodLine] })
}

const alarmSection = ({ alarms }: VoteReading, problems: string[], lastLine?: string | false) =>
  areAlarmsUnread(alarms)
    ? section(texts.alarms, { problems: [unreadTexts.alarms] })
    : section(texts.alarms, { problems, okText: texts.noAlarm, lines: [lastLine] })

function remedySection(reading: VoteReading, { timeZone, now }: LocalTime): Section {
  const { active = [], withoutData = 0 } = reading.alarms ?? {}
  const alarmSentences = ({ name, since, description, section }: ActiveAlarm) => {
    const text = alarmTextOf(name)
    return sentences([
      texts.activeAlarm(text?.sentence ?? description, since, timeZone, now),
      text && texts.remedyCommand(text.remedy),
      section && texts.runbookSection(section),
    ])
  }
  const noDataLine = withoutData > 0 && texts.alarmsWithoutData(withoutData)
  return alarmSection(reading, active.flatMap(alarmSentences), noDataLine)
}

function pendingSections({ pending }: VoteReading, { timeZone, now }: LocalTime): Section[] {
  if (pending?.length === 0) return []
  const lines = pending?.map(({ kind, by, until }) =>
    texts.pendingApproval(interventionName(kind), by, until, timeZone, now),
  ) ?? [unreadTexts.pending]
  return [section(texts.approvalsHeading, { problems: lines })]
}

function smsSection({ isSuspended, timeZone, now }: WatchedVote, { sms }: VoteReading): Section {
  if (!sms) return section(texts.sms, { problems: [unreadTexts.sms] })
  const { handovers, late, waiting, held, promise: expectedAt, stopped, failing } = sms
  const lateLine = late === undefined ? texts.noCount : texts.lateSms(number(late))
  const canSend = !isSuspended && !stopped.includes('account')
  const rows = handovers
    .map((counts) => ({ ...counts, left: countsOf([counts]).handedOver }))
    .filter(({ left, receipts }) => left + receipts > 0)
    .sort((first, second) => second.left - first.left)
  const problems = [
    ...stopped.map((scope) =>
      texts.stoppedTerritory(scope === 'account' ? texts.allTerritories : territoryText(scope)),
    ),
    ...failing.map((territory) => controlTexts.failingTerritory(territoryText(territory))),
    ...(late ? [lateLine] : []),
  ]
  return section(texts.sms, {
    problems,
    figures: [
      { figure: number(waiting), of: texts.waitingSms },
      { figure: number(countsOf(handovers).handedOver), of: texts.handedOverSms },
      expectedAt && canSend
        ? { figure: nearMoment(expectedAt, timeZone, now).replace(/^à\s/, ''), of: texts.smsTime }
        : { figure: texts.unknownTime, of: texts.noSmsTime },
    ],
    lines: [
      !late && lateLine,
      held > 0 && texts.heldSms(held),
      smsWaitLine(sms),
      rows.length === 0 && texts.noSms,
    ],
    table: {
      caption: texts.smsCaption,
      columns: [...texts.smsColumns],
      rows: rows.map((row) => {
        const seconds = publishedTimes([row]).withinSeconds
        return [
          territoryText(row.territory),
          number(row.left),
          number(row.receipts - row.failed),
          number(row.failed),
          seconds === null ? texts.unknownTime : waitText(seconds),
        ]
      }),
    },
  })
}

function activitySection({ activity }: VoteReading): Section {
  if (!activity) return section(texts.activity, { problems: [unreadTexts.activity] })
  return section(texts.activity, {
    table: {
      caption: texts.activityCaption,
      columns: [...texts.activityColumns],
      rows: activityMetrics.map((name) => {
        const isCount = /^(Sum|SampleCount)$/.test(watchedMetrics[name].statistic)
        const format = (value: number | null) =>
          value === null ? texts.unknownTime : isCount ? number(value) : waitText(value)
        const { fiveMinutes, hour } = activity[name]
        return [metricTexts[name], format(fiveMinutes), format(hour)]
      }),
    },
  })
}
