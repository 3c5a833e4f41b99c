import type { Calendar } from '../../shared/contract/calendar.ts'
import { call } from './api.ts'
import { element, part } from './page.ts'

const AGAIN_MS = 60_000
let shown = ''

/**
 * Shows the team's change of the calendar on the page, in place of the planned dates.
 * @param changed called at each change while the page is open
 * @returns the calendar, unless it could not be read
 */
export async function announce(changed = () => {}, isFirst = true): Promise<Calendar | undefined> {
  setTimeout(announce, AGAIN_MS, changed, false)
  const answer = await call('GET', 'calendar')
  if (answer.ok) show(answer.body, isFirst ? () => {} : changed)
  return answer.ok ? answer.body : undefined
}

function show({ announcement }: Calendar, changed: () => void): void {
  const text = announcement[document.documentElement.lang as keyof typeof announcement]
  if (text === shown) return
  shown = text
  changed()
  const title = text.split('. ')[0] as string
  const place = part('announcement')
  place.textContent = text.slice(title.length + 2)
  if (title) place.prepend(element('h2', '', title))
}
