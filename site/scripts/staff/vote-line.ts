import { typesetFrench } from '../../../shared/texts/french-typography.ts'
import { call } from '../api.ts'
import { query } from '../page.ts'

const POLL_INTERVAL_MS = 60_000

export function showVote(vote: string): boolean {
  const container = query('announcement')
  const text = typesetFrench(vote)
  if (container.textContent === text) return false
  container.textContent = text
  return true
}

export async function pollVote(onChange: () => void): Promise<void> {
  setTimeout(pollVote, POLL_INTERVAL_MS, onChange)
  const answer = await call('GET /api/staff/watch')
  if (answer.ok && showVote(answer.body.watch.vote)) onChange()
}
