import type { KeyObject } from 'node:crypto'
import { keepDigits, phoneCodeDigits } from '../code-lengths.ts'
import { isMadeWith, type KeysFor, keyedDigits, keyedHash, matches } from '../keys.ts'
import { parseMatch } from '../read-text.ts'
import type { PhoneProof } from '../voter/voter.ts'
import type { FormerPhone } from './known-phone.ts'

type CodeKeys = KeysFor<'phone-code'>
type LinkKeys = KeysFor<'phone-link'>
type CodeSubject = Pick<PhoneProof, 'proofId' | 'phoneHash'>

/** Derives the code, so that a redelivered message sends the same digits, unless the key was rotated meanwhile. */
export function phoneCode(keys: CodeKeys, voterId: string, proof: CodeSubject): string {
  return deriveCode(keys['phone-code'][0].key, voterId, proof)
}

export function isPhoneCode(keys: CodeKeys, voterId: string, proof: CodeSubject, text: string) {
  return isMadeWith(keys['phone-code'], keepDigits(text), (key) => deriveCode(key, voterId, proof))
}

const deriveCode = (key: KeyObject, voterId: string, { proofId, phoneHash }: CodeSubject) =>
  keyedDigits(key, phoneCodeDigits, voterId, proofId, phoneHash)

/** 96 bits, so that the link fits into a one-part SMS. */
const tokenLength = 16

/** Browsers do not send the fragment, so the token stays out of our logs. */
export function phoneLink(siteUrl: string, keys: LinkKeys, voterId: string, phone: FormerPhone) {
  return `${siteUrl}/tel/#${voterId}${deriveToken(keys, voterId, phone)}`
}

export function readPhoneLink(text: string): { voterId: string; token: string } | undefined {
  return parseMatch(text, /^([\w-]{22})([\w-]{16})$/, (voterId, token) => ({ voterId, token }))
}

export function isPhoneLink(keys: LinkKeys, voterId: string, phone: FormerPhone, token: string) {
  return matches(token, deriveToken(keys, voterId, phone))
}

// A second change keeps the former phone's `setAt`, so the link in the first SMS stays valid.
const deriveToken = (keys: LinkKeys, voterId: string, { phoneHash, setAt }: FormerPhone) =>
  keyedHash(keys['phone-link'], voterId, phoneHash, setAt.toISOString()).slice(0, tokenLength)
