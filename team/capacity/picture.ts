import type { Election } from '../../shared/domain/election/election.ts'
import { secondsUntil } from '../../shared/domain/instants.ts'
import {
  capacityCommandTexts,
  pictureTexts as texts,
} from '../../shared/texts/election/capacity-command.ts'
import { instantOf, type Vote } from './demand.ts'
import { type Flow, waiting, waitsOf } from './flow.ts'
import { planPlayed } from './planned-load.ts'
import type { Played } from './play.ts'
import type { CapacityNeeds } from './quotas.ts'
import { type Column, type Curve, drawPanels } from './svg-chart.ts'
import { toldOfLink, toldOfSms } from './told-waits.ts'

/** Of a column, and what each shows the most of. */
const points = 210
/** Tables that most is written to. */
const tablesShown = 3
/** A wait that never ends, or is longer, is drawn as a day. */
const longestMinutes = 1440

const hours = (count: number, { stepSeconds }: Vote) => (count * 3600) / stepSeconds

/** Arrivals, queues, waits and writes: of the first morning, of the days, and of the last evening. */
export function drawVote(
  voters: number,
  vote: Vote,
  played: Played,
  election: Election,
  { loads, tableWrites }: Pick<CapacityNeeds, 'loads' | 'tableWrites'>,
): string {
  const { timeZone } = election
  const steps = vote.links.length
  const everyStep = (valueAt: (step: number) => number) =>
    Float64Array.from({ length: steps }, (_, step) => valueAt(step))
  const perMinute = (counts: Float64Array) => counts.map((count) => (count * 60) / vote.stepSeconds)
  const minutesWaited = (flow: Flow) => {
    const waits = new Map(
      waitsOf(flow, vote.stepSeconds).map(({ step, seconds }) => [step, seconds]),
    )
    return everyStep((step) => Math.min((waits.get(step) ?? 0) / 60, longestMinutes))
  }
  const smsTold = toldOfSms(vote, played, election)
  const { writes } = planPlayed(vote, played, loads)
  const written = Object.keys(tableWrites)
    .map((table) => ({ label: table, values: everyStep((step) => writes(table, step)) }))
    .toSorted((one, other) => mostOf(other.values) - mostOf(one.values))
    .slice(0, tablesShown)
  const panels = [
    {
      title: texts.arrivals,
      curves: [
        { label: texts.links, values: perMinute(vote.links) },
        { label: texts.reissues, values: perMinute(vote.reissues) },
      ],
    },
    {
      title: texts.queues,
      curves: [
        { label: texts.linksWaiting, values: everyStep((step) => waiting(played.links, step)) },
        { label: texts.newsWaiting, values: everyStep((step) => waiting(played.news, step)) },
        { label: texts.smsWaiting, values: everyStep((step) => waiting(played.sms, step)) },
        { label: texts.heldWaiting, values: played.held },
      ],
    },
    {
      title: texts.waits,
      curves: [
        { label: texts.linkWait, values: minutesWaited(played.links) },
        {
          label: texts.linkTold,
          values: everyStep((step) => toldOfLink(vote, played, election, step) / 60),
        },
        { label: texts.smsWait, values: minutesWaited(played.sms) },
        {
          label: texts.smsTold,
          values: everyStep((step) =>
            (vote.reissues[step] ?? 0) > 0
              ? secondsUntil(smsTold[step] ?? vote.begins, instantOf(vote, step)) / 60
              : 0,
          ),
        },
      ],
    },
    { title: texts.writes, curves: written },
  ]

  const morningEnds = hours(6, vote)
  const middleBegins = Math.min(hours(14, vote), vote.closes)
  const eveningBegins = Math.max(0, vote.closes - hours(4, vote))
  const column = (title: string, from: number, until: number, tickHours: number): Column => ({
    title,
    ticks: ticksOf(vote, from, until, tickHours, timeZone),
    panels: panels.map((panel) => ({
      title: panel.title,
      curves: panel.curves.map(({ label, values }) => shown(label, values, from, until)),
    })),
  })
  return drawPanels(capacityCommandTexts.title(election.title, voters), texts.description, [
    column(texts.morning, 0, morningEnds, 1),
    column(texts.days, middleBegins, Math.max(eveningBegins, middleBegins + hours(1, vote)), 24),
    column(texts.evening, eveningBegins, vote.closes + hours(2, vote), 1),
  ])
}

const mostOf = (values: Float64Array) => values.reduce((most, value) => Math.max(most, value), 0)

/** The most of the steps that share a point. */
function shown(label: string, values: Float64Array, from: number, until: number): Curve {
  const perPoint = (until - from) / points
  return {
    label,
    values: Array.from({ length: points }, (_, point) =>
      mostOf(
        values.slice(Math.floor(from + point * perPoint), Math.ceil(from + (point + 1) * perPoint)),
      ),
    ),
  }
}

/** At each hour, or at each beginning of a day. */
function ticksOf(vote: Vote, from: number, until: number, everyHours: number, timeZone: string) {
  const isDaily = everyHours >= 24
  const labelAt = (step: number) => {
    const instant = instantOf(vote, step)
    return isDaily ? texts.day(instant, timeZone) : texts.hour(instant, timeZone)
  }
  const ticks: { at: number; label: string }[] = []
  for (let step = from; step < until; step++) {
    const isNew = isDaily
      ? step > 0 && vote.dayOf(step) !== vote.dayOf(step - 1)
      : labelAt(step) !== labelAt(step - 1)
    if (isNew) ticks.push({ at: (step - from) / (until - from), label: labelAt(step) })
  }
  return ticks
}
