import { inFrench } from '../../../shared/texts/french-typography.ts'
import { call } from '../api.ts'
import { part } from '../page.ts'

const AGAIN_MS = 60_000

/** @returns whether the text changed */
export function sayVote(vote: string): boolean {
  const place = part('announcement')
  const text = inFrench(vote)
  if (place.textContent === text) return false
  place.textContent = text
  return true
}

/** @param changed called at each change while the page is open */
export async function followVote(changed: () => void): Promise<void> {
  setTimeout(followVote, AGAIN_MS, changed)
  const answer = await call('GET', 'staff/calendar')
  if (answer.ok && sayVote(answer.body.vote)) changed()
}
