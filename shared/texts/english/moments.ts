export function englishDateAndTime(instant: Date, timeZone: string): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  })
  const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, value]))
  const day = ['weekday', 'day', 'month', 'year'] as const
  return `${day.map((part) => parts.get(part)).join(' ')} at ${parts.get('hour')}:${parts.get('minute')}`
}

export const englishZoneName = (timeZone: string) =>
  `${timeZone.slice(timeZone.lastIndexOf('/') + 1).replace(/_/g, ' ')} time`
