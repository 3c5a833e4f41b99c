import { recall, remember } from './tab-memory.ts'

const KEY = 'email'

/** For the page of forgotten passwords: nobody types an address twice. */
export function keepEmail(email: string): void {
  remember(KEY, email)
}

/** Once: who comes after may be another voter. */
export function takeEmail(): string {
  const email = recall(KEY) ?? ''
  if (email) remember(KEY, '')
  return email
}
