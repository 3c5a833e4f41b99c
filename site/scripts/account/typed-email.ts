import { recall, remember } from '../tab-memory.ts'

type Page = 'sign-in' | 'password'

const keyOf = (page: Page) => `email-for-${page}`
const SHARED_COMPUTER_KEY = 'shared-computer'

export function markSharedComputer(): void {
  remember(SHARED_COMPUTER_KEY, 'yes')
}

export function keepEmail(page: Page, email: string): void {
  if (recall(SHARED_COMPUTER_KEY)) return
  remember(keyOf(page), email)
}

/** Returns and deletes the address, because the next person may be another voter. */
export function takeEmail(page: Page): string {
  const email = recall(keyOf(page))
  if (email) remember(keyOf(page), '')
  return email
}
