import type { KeyObject } from 'node:crypto'
import { type CookieKeys, keyedHash, matches } from '../keys.ts'
import { parseMatch } from '../read-text.ts'

export const deviceCookieDays = 90

/** Increase it when the key or its use changes, so that earlier cookies are ignored. */
const version = '1'
const cookiePattern = new RegExp(`^([\\w.-]{1,200})\\.${version}([\\w-]{43})$`)

/** Signs the cookie, so that forged cookies cost no table read. */
export function signCookie([key]: CookieKeys, name: string, value: string): string {
  return `${value}.${version}${signatureOf(key, name, value)}`
}

export function verifyCookie(
  keys: CookieKeys,
  name: string,
  cookie: string | undefined,
): string | undefined {
  return parseMatch(cookie, cookiePattern, (value, signature) =>
    keys.some((key) => matches(signature, signatureOf(key, name, value))) ? value : undefined,
  )
}

function signatureOf(key: KeyObject, name: string, value: string): string {
  return keyedHash(key, version, name, value)
}
