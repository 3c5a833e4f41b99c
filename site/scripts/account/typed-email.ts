import { recall, remember } from '../tab-memory.ts'

/** The page that will need the address: nobody types it twice. */
type Page = 'sign-in' | 'password'

const keyOf = (page: Page) => `email-for-${page}`

const SHARED = 'shared-computer'

/** « Je suis sur un ordinateur partagé » was chosen: this tab keeps no address until a sign-out. */
export function keepNoEmail(): void {
  remember(SHARED, 'yes')
}

export function keepEmail(page: Page, email: string): void {
  if (recall(SHARED)) return
  remember(keyOf(page), email)
}

/** Forgets it: whoever comes next may be another voter. */
export function takeEmail(page: Page): string {
  const email = recall(keyOf(page))
  if (email) remember(keyOf(page), '')
  return email
}
