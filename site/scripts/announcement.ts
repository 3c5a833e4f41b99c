import { call } from './api.ts'
import { element, part } from './page.ts'

const AGAIN_MS = 60_000
let shown = ''

/**
 * What the team changed in the calendar stands on every page, and the dates that were planned go.
 * @param changed told of each change while the page is open
 */
export async function announce(changed = () => {}, isLater = false): Promise<void> {
  setTimeout(announce, AGAIN_MS, changed, true)
  const answer = await call('GET', 'calendar')
  const place = part('announcement')
  if (!answer.ok) return
  const { announcement } = answer.body
  const text = announcement[document.documentElement.lang as keyof typeof announcement]
  if (text === shown) return
  shown = text
  // The first sentence is the title.
  const end = text.indexOf('. ') + 1
  place.textContent = ''
  if (text) place.append(element('h2', '', text.slice(0, end)), element('p', '', text.slice(end)))
  if (isLater) changed()
}
