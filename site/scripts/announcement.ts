import { call } from './api.ts'
import { element, part } from './page.ts'

const AGAIN_MS = 60_000
let shown = ''

/**
 * What the team changed in the calendar stands on every page, and the dates that were planned go.
 * @param changed told of each change while the page is open, and `first` of what stands as it opens
 */
export async function announce(changed = () => {}, first = () => {}): Promise<void> {
  setTimeout(announce, AGAIN_MS, changed, changed)
  const answer = await call('GET', 'calendar')
  if (!answer.ok) return
  const text =
    answer.body.announcement[document.documentElement.lang as keyof typeof answer.body.announcement]
  if (text === shown) return
  shown = text
  first()
  // The first sentence is the title.
  const title = text.split('. ')[0] as string
  const place = part('announcement')
  place.textContent = text.slice(title.length + 2)
  if (title) place.prepend(element('h2', '', title))
}
