import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  issueLink,
  isValidLink,
  linkHours,
  type PasswordLink,
  passwordLinkEndsAt,
  readLink,
} from '../../shared/domain/account/password-link.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { type BothClocks, later, now, voterId } from '../builders/values.ts'

const request = { voterId, requestedAt: now }

function mailed(tokenHash: string, at: BothClocks, last?: PasswordLink): PasswordLink {
  const issued = issueLink(last, { voterId, requestedAt: at }, tokenHash, at)
  if (issued.outcome !== 'issued') throw new Error(issued.outcome)
  return { ...issued.link, mailed: true }
}

const token = 'A'.repeat(43)
test.each([
  ...['', voterId, `${voterId}.`, `.${token}`],
  ...[`${voterId}.${token}A`, `A${voterId}.${token}`],
])('no link is read from %j', (text) => expect(readLink(text)).toBeUndefined())

const link = mailed('hash-1', now)

test('a link is good for two hours, to the instant, with its own token', () => {
  expect(linkHours).toBe(2)
  expect(isValidLink(link, 'hash-1', later(7200 - 0.001))).toBe(true)
  expect(isValidLink(link, 'hash-1', later(7200))).toBe(false)
  expect(isValidLink(link, 'hash-2', now)).toBe(false)
  expect(isValidLink(undefined, 'hash-1', now)).toBe(false)
})

test('a link stays good beside a newer one until that one is mailed', () => {
  const newer = { ...mailed('hash-2', later(60), link), mailed: false }
  expect([
    isValidLink(newer, 'hash-1', later(61)),
    isValidLink(newer, 'hash-2', later(61)),
  ]).toEqual([true, true])
  const { previous: _, ...settled } = newer
  expect(isValidLink(settled, 'hash-1', later(61))).toBe(false)
})

test('a link that was mailed stays good beside newer ones whose mails are refused', () => {
  const unsent = { ...mailed('hash-2', later(60), link), mailed: false }
  const third = issueLink(unsent, { voterId, requestedAt: later(3660) }, 'hash-3', later(3660))
  expect(third).toMatchObject({ outcome: 'issued', link: { previous: link.newest } })
})

test('a link whose mail did not leave is made again, good from then on, and counted once, then', () => {
  const unsent = { ...link, mailed: false }
  for (const tokenHash of ['hash-1', 'of the same request, put back as another message']) {
    expect(issueLink(unsent, request, tokenHash, later(3000))).toEqual({
      outcome: 'issued',
      link: {
        ...unsent,
        newest: { tokenHash, expiresAt: later(3000 + 7200) },
        issuedAt: [later(3000)],
        version: 2,
      },
    })
  }
})

test('the link of another request is another, although the mail of the one before did not leave', () => {
  const unsent = { ...link, mailed: false }
  const next = { voterId, requestedAt: later(60) }
  const issued = issueLink(unsent, next, 'hash-2', later(61))
  expect(issued).toEqual({
    outcome: 'issued',
    link: {
      voterId,
      newest: { tokenHash: 'hash-2', expiresAt: later(61 + 7200) },
      requestedAt: later(60),
      issuedAt: [now, later(61)],
      mailed: false,
      version: 2,
    },
  })
})

test('a link is made of a request that has waited longer than a link lives, and good from then on', () => {
  const issued = issueLink(undefined, request, 'hash-1', later(9000))
  expect(issued).toMatchObject({
    outcome: 'issued',
    link: { newest: { expiresAt: later(9000 + 7200) } },
  })
})

test('a link that left answers the requests that were made while it waited, as long as it is good for a while', () => {
  const sent = { ...mailed('hash-1', later(3600)), requestedAt: now }
  const again = { voterId, requestedAt: later(3599) }
  expect(issueLink(sent, again, 'hash-2', later(3700))).toEqual({ outcome: 'over' })
  expect(issueLink(sent, again, 'hash-2', later(3600 + 3599))).toEqual({ outcome: 'over' })
  expect(issueLink(sent, again, 'hash-2', later(3600 + 3600))).toMatchObject({
    outcome: 'issued',
  })
  const since = { voterId, requestedAt: later(3600) }
  expect(issueLink(sent, since, 'hash-2', later(3700))).toMatchObject({ outcome: 'issued' })
})

test('a link answers no request before it has left, nor once it was used', () => {
  const again = { voterId, requestedAt: later(10) }
  const waiting = { ...mailed('hash-1', later(20)), mailed: false, requestedAt: now }
  expect(issueLink(waiting, again, 'hash-2', later(30))).toMatchObject({ outcome: 'issued' })
  const { newest: _, ...used } = { ...mailed('hash-1', later(20)), requestedAt: now }
  expect(issueLink(used, again, 'hash-2', later(30))).toMatchObject({ outcome: 'issued' })
})

test('a link that was used is not made again by its message', () => {
  const { newest: _, ...used } = { ...link, mailed: false }
  expect(issueLink(used, request, 'hash-1', later(5))).toEqual({ outcome: 'over' })
})

test('a link that was used, or has expired, leaves room for the next at once', () => {
  let last = link
  for (let made = 1; made < 6; made++) last = mailed(`hash-${made}`, later(made), last)
  const next = (at: BothClocks, from = last) =>
    issueLink(from, { voterId, requestedAt: at }, 'next', at).outcome
  expect(next(later(10))).toBe('too-many')
  expect(next(later(5 + 7200 - 1))).toBe('too-many')
  expect(next(later(5 + 7200))).toBe('issued')
  const { newest: _, ...used } = last
  expect(next(later(10), used)).toBe('issued')
})

test('a link is one of 24 in 24 hours at most, even if each of them is used', () => {
  const { newest: _, ...used } = { ...link, issuedAt: Array<BothClocks>(23).fill(now) }
  expect(mailed('hash-24', later(10), used).issuedAt).toHaveLength(24)
  const all = { ...used, issuedAt: Array<BothClocks>(24).fill(now) }
  const next = (at: BothClocks) => issueLink(all, { voterId, requestedAt: at }, 'next', at).outcome
  expect(next(later(86_399))).toBe('too-many')
  expect(next(later(86_400))).toBe('issued')
})

test('a link is kept while anything in it is of use', () => {
  expect(passwordLinkEndsAt(link)).toEqual(later(14 * 86_400))
})

const step = fc.record({
  waitMinutes: fc.integer({ min: 0, max: 180 }),
  isNew: fc.boolean(),
  isRefused: fc.boolean(),
})

test('seventeen links leave in any day at most, and a voter whose request makes none has a good one', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 60 }), (steps) => {
      let last: PasswordLink | undefined
      let at = now
      let requestedAt = now
      const left: BothClocks[] = []
      for (const { waitMinutes, isNew, isRefused } of steps) {
        at = secondsLater(at, waitMinutes * 60 + 1)
        if (isNew) requestedAt = at
        const issued = issueLink(last, { voterId, requestedAt }, `hash of ${at.getTime()}`, at)
        if (issued.outcome === 'too-many') {
          const hashes = [last?.newest?.tokenHash, last?.previous?.tokenHash]
          expect(hashes.some((hash) => isValidLink(last, hash ?? '', at))).toBe(true)
        }
        if (issued.outcome !== 'issued') continue
        const { previous: _, ...settled } = issued.link
        last = isRefused ? issued.link : { ...settled, mailed: true }
        if (!isRefused) left.push(at)
        const lastDay = left.filter((one) => one > secondsLater(at, -86_400))
        expect(lastDay.length).toBeLessThanOrEqual(17)
      }
    }),
    { numRuns: 2000 },
  )
})
