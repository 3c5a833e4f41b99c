import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  hashLinkToken,
  isGood,
  issue,
  linkMinutes,
  linkToken,
  type PasswordLink,
  passwordLink,
  readLink,
} from '../../functions/domain/password-link.ts'
import { secondsLater } from '../../functions/domain/reissue.ts'
import { keys, now, otherKeys, otherVoterId, voterId } from '../builders.ts'

const later = (seconds: number) => secondsLater(now, seconds)
const request = { voterId, requestedAt: now }

/** The link made by a request at `at`, whose mail has left. */
function mailed(tokenHash: string, at: Date, last?: PasswordLink): PasswordLink {
  const issued = issue(last, { voterId, requestedAt: at }, tokenHash, at)
  if (issued.outcome !== 'issued') throw new Error(issued.outcome)
  return { ...issued.link, mailed: true }
}

describe('the token of a link', () => {
  it('is the same for one message, and another for any other, voter or election', () => {
    const token = linkToken(keys, voterId, 'message-1')
    expect(token).toMatch(/^[\w-]{43}$/)
    expect(linkToken(keys, voterId, 'message-1')).toBe(token)
    expect(linkToken(keys, voterId, 'message-2')).not.toBe(token)
    expect(linkToken(keys, otherVoterId, 'message-1')).not.toBe(token)
    expect(linkToken(otherKeys, voterId, 'message-1')).not.toBe(token)
  })

  it('travels after the #, with the account that it opens, and is read back', () => {
    const token = linkToken(keys, voterId, 'message-1')
    const link = passwordLink('https://vote.example.org', voterId, token)
    expect(link).toBe(`https://vote.example.org/mot-de-passe/#${voterId}.${token}`)
    expect(readLink(link.split('#')[1] as string)).toEqual({
      voterId,
      tokenHash: hashLinkToken(token),
    })
  })

  it.each(['', '.', voterId, `${voterId}.`, `.${'A'.repeat(43)}`, `${voterId}.${'A'.repeat(44)}`])(
    'is not read from %j',
    (text) => expect(readLink(text)).toBeUndefined(),
  )

  it('is not read from anything else', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => readLink(text) === undefined))
  })
})

describe('a link', () => {
  const link = mailed('hash-1', now)

  it('is good for thirty minutes, to the instant, with its own token', () => {
    expect(linkMinutes).toBe(30)
    expect(isGood(link, 'hash-1', later(1800 - 0.001))).toBe(true)
    expect(isGood(link, 'hash-1', later(1800))).toBe(false)
    expect(isGood(link, 'hash-2', now)).toBe(false)
    expect(isGood(undefined, 'hash-1', now)).toBe(false)
  })

  it('is dead once a newer one is made', () => {
    const newer = mailed('hash-2', later(60), link)
    expect(isGood(newer, 'hash-1', later(61))).toBe(false)
    expect(isGood(newer, 'hash-2', later(61))).toBe(true)
  })

  it('is not made by a request that is older than the last one', () => {
    const newer = mailed('hash-2', later(60), link)
    expect(issue(newer, request, 'hash-1', later(61))).toEqual({ outcome: 'over' })
    expect(issue(newer, { ...request, requestedAt: later(59) }, 'hash-3', later(61))).toEqual({
      outcome: 'over',
    })
  })

  it('is made once: the message that comes again after its mail makes none', () => {
    expect(issue(link, request, 'hash-1', later(5))).toEqual({ outcome: 'over' })
  })

  it('whose mail did not leave is made again, good from then on, and counted once', () => {
    const unsent = { ...link, mailed: false }
    expect(issue(unsent, request, 'hash-1', later(3000))).toEqual({
      outcome: 'issued',
      link: { ...unsent, expiresAt: later(4800), version: 2 },
    })
  })

  it('that was used is not made again by its message', () => {
    const { tokenHash: _, ...used } = { ...link, mailed: false }
    expect(issue(used, request, 'hash-1', later(5))).toEqual({ outcome: 'over' })
  })

  it('is made three times in any hour, and a fourth time once the first is an hour old', () => {
    const second = mailed('hash-2', later(1200), link)
    const third = mailed('hash-3', later(2400), second)
    const fourth = (at: Date) => issue(third, { voterId, requestedAt: at }, 'hash-4', at)
    expect(fourth(later(3600 - 0.001))).toEqual({ outcome: 'too-many' })
    expect(isGood(third, 'hash-3', later(3600))).toBe(true)
    expect(fourth(later(3600))).toMatchObject({
      outcome: 'issued',
      link: { issuedAt: [later(1200), later(2400), later(3600)] },
    })
  })
})
