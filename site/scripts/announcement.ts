import { call } from './api.ts'
import { element, part } from './page.ts'

const AGAIN_MS = 60_000
let shown = ''

/**
 * Shows the team's change of the calendar on the page, in place of the planned dates.
 * @param changed called at each change while the page is open
 */
export async function announce(changed = () => {}, isFirst = true) {
  setTimeout(announce, AGAIN_MS, changed, false)
  const answer = await call('GET', 'calendar')
  if (!answer.ok) return
  const { announcement } = answer.body
  const text = announcement[document.documentElement.lang as keyof typeof announcement]
  if (text === shown) return
  shown = text
  if (!isFirst) changed()
  const title = text.split('. ')[0] as string
  const place = part('announcement')
  place.textContent = text.slice(title.length + 2)
  if (title) place.prepend(element('h2', '', title))
}
