import type { KeyObject } from 'node:crypto'
import { type CookieKeys, keyedHash, matches } from '../keys.ts'
import { readForm } from '../read-form.ts'

/** Lifetime of the device's cookie: from the first connection to the end of the contest. */
export const deviceDays = 90

/** To increase when the key or its use changes. */
const version = '1'

/**
 * Appends a signature: `.1` and 43 characters of HMAC-SHA-256. A cookie without one of ours costs us no read.
 * @param name is signed too
 */
export function signCookie([key]: CookieKeys, name: string, value: string): string {
  return `${value}.${version}${signatureOf(key, name, value)}`
}

/** Returns what was signed. */
export function openCookie(
  keys: CookieKeys,
  name: string,
  cookie: string | undefined,
): string | undefined {
  return readForm(cookie, /^([\w.-]{1,200})\.1([\w-]{43})$/, (value, signature) =>
    keys.some((key) => matches(signature, signatureOf(key, name, value))) ? value : undefined,
  )
}

function signatureOf(key: KeyObject, name: string, value: string): string {
  return keyedHash(key, version, name, value)
}
