import type { KeyObject } from 'node:crypto'
import { type CookieKeys, keyedHash, matches } from '../keys.ts'
import { readForm } from '../read-form.ts'

/** Of the key and of the way it is used; one more when either changes. */
const version = '1'

/**
 * A session's cookie with a signature at its end: `value.1` and 43 characters of HMAC-SHA-256. Whatever has none
 * of ours is no cookie at all, so that it costs a stranger a request and us no read and no write.
 * @param name a cookie signed under one name is none under another
 */
export function signCookie([key]: CookieKeys, name: string, value: string): string {
  return `${value}.${version}${signatureOf(key, name, value)}`
}

/** What was signed; undefined of anything else. */
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
