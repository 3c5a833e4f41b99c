import { describe, expect, it } from 'vitest'
import { endSessions } from '../../functions/end-sessions/end-sessions.ts'
import { showSessions } from '../../functions/show-space/show-sessions.ts'
import { sessionsLink } from '../../shared/domain/account/sessions-link.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { keys, now, otherKeys } from '../builders/values.ts'
import { aVoterWorld } from '../builders/voter-world.ts'
import { aSignedInVoter } from '../builders/voters.ts'
import { failing } from '../fakes/interception.ts'

const { tables, voter, ports } = await forEachTest(aVoterWorld)

const stored = () => tables.look.voter(voter.voterId)
const tokenOf = (owner = stored(), by = keys) =>
  sessionsLink('https://vote.example.org', by, owner).split('#')[1] ?? ''
const end = (token: string, engines = {}) => endSessions({ ...ports, ...engines }, token)
const isSignedIn = async () => {
  const { outcome } = await showSessions(ports, voter.session)
  return outcome === 'shown'
}

describe('the link that ends all sessions', () => {
  it('ends them and changes nothing else: no new password is required', async () => {
    const before = stored()
    expect(await isSignedIn()).toBe(true)
    expect(await end(tokenOf())).toBe('ended')
    expect(await isSignedIn()).toBe(false)
    expect(stored()).toEqual({ ...before, sessionEpoch: before.sessionEpoch + 1 })
  })

  it('works once, and not after the sessions ended otherwise', async () => {
    const token = tokenOf()
    await end(token)
    expect(await end(token)).toBe('unknown-link')
    expect(stored().sessionEpoch).toBe(1)
    expect(await end(tokenOf())).toBe('ended')
  })

  it("is refused if it is another voter's, a guess, or of somebody off the roll", async () => {
    const other = await aSignedInVoter(tables)
    const [id = ''] = tokenOf().split('.')
    const [, others = ''] = tokenOf(tables.look.voter(other.voterId)).split('.')
    const wrong = [`${id}.${others}`, tokenOf(stored(), otherKeys), id, '', 'é']
    for (const around of ['x', '\n']) wrong.push(around + tokenOf(), tokenOf() + around)
    for (const token of wrong) expect(await end(token), token).toBe('unknown-link')
    tables.alter.voter(voter.voterId, { removedAt: now })
    expect(await end(tokenOf())).toBe('unknown-link')
    expect(stored().sessionEpoch).toBe(0)
  })

  it('reports no success if the write failed', async () => {
    const voters = failing(tables.voters, 'endSessions', 'before')
    await expect(end(tokenOf(), { voters })).rejects.toThrow()
    expect(await isSignedIn()).toBe(true)
  })
})
