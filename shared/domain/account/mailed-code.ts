import type { KeyObject } from 'node:crypto'
import { keepDigits, mailedCodeDigits } from '../code-lengths.ts'
import { isMadeWith, type KeysFor, keyedDigits } from '../keys.ts'
import type { VoterEpoch } from '../voter/voter.ts'
import type { AttemptLimit } from './attempts.ts'

export const mailedCodeMailLimit: AttemptLimit = {
  name: 'mailed-code-mail',
  windowSeconds: 86_400,
  quota: 3,
}

const dayMilliseconds = mailedCodeMailLimit.windowSeconds * 1000

export function mailedCode(
  keys: KeysFor<'mailed-code'>,
  owner: VoterEpoch,
  now: ElectionInstant,
): string {
  return codeOfDay(keys['mailed-code'][0].key, owner, dayOf(now))
}

export function isMailedCode(
  keys: KeysFor<'mailed-code'>,
  owner: VoterEpoch,
  typedCode: string | undefined,
  now: ElectionInstant,
): boolean {
  const digits = keepDigits(typedCode ?? '')
  if (digits === '') return false
  return [0, 1].some((daysAgo) =>
    isMadeWith(keys['mailed-code'], digits, (key) => codeOfDay(key, owner, dayOf(now) - daysAgo)),
  )
}

/** Browsers do not send the fragment, so the code stays out of our logs. */
export function mailedCodeLink(siteUrl: string, code: string): string {
  return `${siteUrl}/#code=${code}`
}

function dayOf(now: ElectionInstant): number {
  return Math.floor(now.getTime() / dayMilliseconds)
}

function codeOfDay(key: KeyObject, { voterId, sessionEpoch }: VoterEpoch, day: number): string {
  return keyedDigits(key, mailedCodeDigits, voterId, String(sessionEpoch), String(day))
}
