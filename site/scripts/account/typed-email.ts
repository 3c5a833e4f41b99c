import { recall, remember } from '../tab-memory.ts'

/** Where an address that was typed on another page is wanted next: nobody types one twice. */
type Page = 'sign-in' | 'password'

const keyOf = (page: Page) => `email-for-${page}`

const SHARED = 'shared-computer'

/** « Je suis sur un ordinateur partagé » was chosen: until a sign-out this tab keeps no address. */
export function keepNoEmail(): void {
  remember(SHARED, 'yes')
}

export function keepEmail(page: Page, email: string): void {
  if (recall(SHARED)) return
  remember(keyOf(page), email)
}

/** Once: who comes after may be another voter. */
export function takeEmail(page: Page): string {
  const email = recall(keyOf(page)) ?? ''
  if (email) remember(keyOf(page), '')
  return email
}
