import type { Calendar } from '../../shared/contract/calendar.ts'
import { call } from './api.ts'
import { element, query } from './page.ts'

const POLL_INTERVAL_MS = 60_000
let shownText = ''

type Listener = (calendar: Calendar) => void

export async function announce(
  onChange: Listener = () => {},
  isFirst = true,
): Promise<Calendar | undefined> {
  setTimeout(announce, POLL_INTERVAL_MS, onChange, false)
  const answer = await call('GET /api/calendar')
  if (answer.ok) show(answer.body, isFirst ? () => {} : onChange)
  return answer.ok ? answer.body : undefined
}

function show(calendar: Calendar, onChange: Listener): void {
  const text =
    calendar.announcement[document.documentElement.lang as keyof Calendar['announcement']]
  if (text === shownText) return
  shownText = text
  onChange(calendar)
  const title = text.split('. ')[0] as string
  const container = query('announcement')
  container.textContent = text.slice(title.length + 2)
  if (title) container.prepend(element('h2', '', title))
}
