import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { PasswordLink } from '../../../shared/domain/account/password-link.ts'
import { later, now } from '../../builders/values.ts'
import { aSignedInVoter } from '../../builders/voters.ts'
import type { Tables } from '../../fakes/in-memory-tables.ts'
import { type RequestSteps, refused } from '../request-steps.ts'

export function contract(tables: Tables, steps: RequestSteps): void {
  const { aClaim, accepted, storedVoter, admit } = steps

  const aLink = (voterId: string, changes: Partial<PasswordLink> = {}): PasswordLink => ({
    voterId,
    newest: { tokenHash: randomUUID(), expiresAt: later(1800) },
    requestedAt: now,
    issuedAt: [later(-600), now],
    mailed: false,
    version: 1,
    ...changes,
  })

  function choose({ voterId }: { voterId: string }, link: PasswordLink, isReplacement = true) {
    const tokenHash = link.newest?.tokenHash ?? 'none'
    const passwordHash = `of ${tokenHash}`
    return tables.passwords.set({ voterId, tokenHash, passwordHash, isReplacement, at: later(60) })
  }

  async function invited() {
    const voter = await aSignedInVoter(tables)
    const link = aLink(voter.voterId)
    await tables.passwordLinks.replace(undefined, link)
    return { voter, link }
  }

  test('a password link takes the place of the one that was found, and of no other', async () => {
    const { voter, link } = await invited()
    const [next, rival] = [2, 2].map((version) => aLink(voter.voterId, { version }))
    expect(await tables.passwordLinks.replace(undefined, next as PasswordLink)).toBe(false)
    expect(await tables.passwordLinks.replace(link, next as PasswordLink)).toBe(true)
    expect(await tables.passwordLinks.replace(link, rival as PasswordLink)).toBe(false)
    expect(await tables.passwordLinks.find(voter.voterId)).toEqual(next)
  })

  test('a password link is settled once mailed, unless another took its place', async () => {
    const { voter, link } = await invited()
    await tables.passwordLinks.markAsMailed(link)
    expect(await tables.passwordLinks.find(voter.voterId)).toEqual({ ...link, mailed: true })
    const next = aLink(voter.voterId, { version: 2 })
    await tables.passwordLinks.replace(link, next)
    await tables.passwordLinks.markAsMailed(link)
    expect(await tables.passwordLinks.find(voter.voterId)).toEqual(next)
    await tables.passwordLinks.markAsMailed(aLink('nobody'))
    expect(await tables.passwordLinks.find('nobody')).toBeUndefined()
  })

  test('a password link stays good beside a newer one until that one is mailed', async () => {
    const { voter, link } = await invited()
    const newer = aLink(voter.voterId, {
      version: 2,
      ...(link.newest && { previous: link.newest }),
    })
    await tables.passwordLinks.replace(link, newer)
    expect(await tables.passwordLinks.find(voter.voterId)).toEqual(newer)
    await tables.passwordLinks.markAsMailed(newer)
    expect(await choose(voter, link)).toBe('link-expired')
    expect(await choose(voter, newer)).toBe('set')

    const again = await invited()
    const next = { ...aLink(again.voter.voterId, { version: 2 }), previous: again.link.newest }
    await tables.passwordLinks.replace(again.link, next as PasswordLink)
    expect(await choose(again.voter, again.link)).toBe('set')
    expect(await choose(again.voter, next as PasswordLink)).toBe('link-expired')
    expect(await choose(again.voter, again.link)).toBe('link-expired')
  })

  test('a password link gives the account its password, once, and keeps count of the links', async () => {
    const { voter, link } = await invited()
    const before = await storedVoter(voter)
    // An account that has a password by now is not given a first one.
    expect(await choose(voter, link, false)).toBe('link-expired')
    expect(await choose(voter, link)).toBe('set')
    const after = {
      ...before,
      passwordHash: `of ${link.newest?.tokenHash}`,
      passwordSetAt: later(60),
      passwordRenewedAt: later(60),
      sessionEpoch: before.sessionEpoch + 1,
    }
    expect(await storedVoter(voter)).toEqual(after)
    const { newest, ...used } = link
    expect(await tables.passwordLinks.find(voter.voterId)).toEqual({ ...used, version: 2 })
    expect(await choose(voter, link)).toBe('link-expired')
    expect(await storedVoter(voter)).toEqual(after)
  })

  test('a password link opens no account but its own, and makes none', async () => {
    const { voter, link } = await invited()
    const other = await aSignedInVoter(tables)
    const nobody = { voterId: randomUUID() }
    await tables.passwordLinks.replace(undefined, { ...link, voterId: nobody.voterId })
    expect(await choose(other, link)).toBe('link-expired')
    expect(await choose(nobody, link)).toBe('link-expired')
    expect(await tables.voters.find(nobody.voterId)).toBeUndefined()
    expect(await choose(voter, link)).toBe('set')
  })

  test('a password link ends the need of a new password, and every session', async () => {
    const { voter, link } = await invited()
    await tables.cancellations.cancel(await accepted(voter), later(30))
    await choose(voter, link)
    expect(await storedVoter(voter)).not.toHaveProperty('passwordChangeRequired')
    expect(await admit(await aClaim(voter))).toEqual(refused('unauthenticated'))
  })

  test('a password link that set the first password blocks no request', async () => {
    const { voterId, ...entry } = await aSignedInVoter(tables)
    const { passwordHash, ...enrolled } = await storedVoter({ voterId, ...entry })
    const first = { ...enrolled, voterId: voterId.split('').reverse().join('') }
    await tables.voters.enrol(first)
    const link = aLink(first.voterId)
    await tables.passwordLinks.replace(undefined, link)
    expect(await choose(first, link, true)).toBe('link-expired')
    expect(await choose(first, link, false)).toBe('set')
    expect(await tables.voters.find(first.voterId)).toEqual({
      ...first,
      passwordHash: `of ${link.newest?.tokenHash}`,
      passwordSetAt: later(60),
      sessionEpoch: 1,
    })
  })
}
