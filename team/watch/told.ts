import type { Series } from '../../shared/adapters/cloudwatch.ts'
import type { Statistic } from '../../shared/domain/figures.ts'

/** A figure, or why there is none: nothing to measure, or CloudWatch did not give it. */
export type Told = number | 'none' | 'unread'

/** Of parts of a time: the sum of what can be added up, of anything else the worst. */
export function toldSince(series: Series, statistic: Statistic, since: Date): Told {
  if (!series) return 'unread'
  const values = series.filter(({ at }) => at >= since).map(({ value }) => value)
  if (statistic === 'Sum' || statistic === 'SampleCount') return sumOf(values)
  return values.length === 0 ? 'none' : Math.max(...values)
}

/** Of what goes on by itself: the newest, unless it is from before. */
export function toldLast(series: Series, since: Date): Told {
  if (!series) return 'unread'
  return series.findLast(({ at }) => at >= since)?.value ?? 'none'
}

export const sumOf = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0)

export const totalOf = (all: readonly Told[]): Told =>
  all.includes('unread') ? 'unread' : sumOf(all.filter((one) => typeof one === 'number'))

/** @returns 'none' of nothing */
export function shareOf(part: Told, whole: Told): Told {
  if (part === 'unread' || whole === 'unread') return 'unread'
  return part === 'none' || whole === 'none' || whole === 0 ? 'none' : part / whole
}
