import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { confirms, newToken, readToken, type SpaceSession } from '../../functions/domain/session.ts'
import { voterIdOf } from '../../functions/domain/voter.ts'
import { keys, now, otherVoterId, voterId } from '../builders.ts'

describe('the cookie of a session', () => {
  it('reads back as the claim that was kept', () => {
    const { cookie, claim } = newToken(voterId)
    expect(readToken(cookie)).toEqual(claim)
    expect(claim.voterId).toBe(voterId)
  })

  it('can carry the id of any voter of the roll', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (email) => {
        const { cookie, claim } = newToken(voterIdOf(keys, email))
        expect(readToken(cookie)).toEqual(claim)
      }),
    )
  })

  it('is new at each sign-in', () => {
    expect(newToken(voterId).cookie).not.toBe(newToken(voterId).cookie)
  })

  it('holds a secret that the table does not', () => {
    const { cookie, claim } = newToken(voterId)
    const secret = cookie.split('.')[1] as string
    expect(secret).toMatch(/^[\w-]{43}$/)
    expect(JSON.stringify(claim)).not.toContain(secret)
  })

  it('needs only characters that a cookie may hold', () => {
    expect(newToken(voterId).cookie).toMatch(/^[\w.-]+$/)
  })

  it('makes another claim when its secret or its voter is changed', () => {
    const { cookie, claim } = newToken(voterId)
    const secret = cookie.split('.')[1] as string
    const otherSecret = (secret.startsWith('A') ? 'B' : 'A') + secret.slice(1)
    expect(readToken(`${voterId}.${otherSecret}`)?.tokenHash).not.toBe(claim.tokenHash)
    expect(readToken(`${otherVoterId}.${secret}`)?.voterId).toBe(otherVoterId)
  })
})

describe('a hostile cookie', () => {
  const { cookie } = newToken(voterId)

  it.each([
    ['absent', undefined],
    ['empty', ''],
    ['without a secret', `${voterId}.`],
    ['without a voter', cookie.slice(voterId.length)],
    ['without its dot', cookie.replace('.', '')],
    ['with a second dot', `${cookie}.`],
    ['one character short', cookie.slice(0, -1)],
    ['one character long', `${cookie}A`],
    ['with a line end', `${cookie}\n`],
    ['with a line before it', `\n${cookie}`],
    ['quoted', `"${cookie}"`],
    ['with a null character', `${cookie.slice(0, -1)}\0`],
    ['with a letter outside base64url', `${cookie.slice(0, -1)}é`],
    ['with a path', `${'../'.repeat(7)}a.${cookie.split('.')[1]}`],
    ['of a megabyte', 'A'.repeat(1_000_000)],
  ])('is no claim at all when %s', (_, hostile) => {
    expect(readToken(hostile)).toBeUndefined()
  })

  it('is no claim with one character too many, wherever it is', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', minLength: 1, maxLength: 3 }),
        fc.nat(66),
        (extra, at) => {
          expect(readToken(cookie.slice(0, at) + extra + cookie.slice(at))).toBeUndefined()
        },
      ),
    )
  })
})

describe('a session in the table', () => {
  const { claim } = newToken(voterId)
  const session: SpaceSession = {
    kind: 'space',
    ...claim,
    expiresAt: new Date(now.getTime() + 1),
  }

  it('confirms the claim of its own voter before it ends', () => {
    expect(confirms(session, claim, now)).toBe(true)
  })

  it('confirms nothing from the instant it ends', () => {
    expect(confirms({ ...session, expiresAt: now }, claim, now)).toBe(false)
  })

  it("does not confirm another voter's claim", () => {
    expect(confirms({ ...session, voterId: otherVoterId }, claim, now)).toBe(false)
  })

  it('does not confirm when it is not there', () => {
    expect(confirms(undefined, claim, now)).toBe(false)
  })
})
