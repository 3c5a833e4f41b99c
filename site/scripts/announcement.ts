import { call } from './api.ts'
import { part } from './page.ts'

const AGAIN_MS = 60_000

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
  if (text === place.textContent) return
  place.textContent = text
  if (isLater) changed()
}
