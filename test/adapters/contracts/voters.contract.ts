import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { aSignedInVoter } from '../../builders/voters.ts'
import type { Tables } from '../../fakes/in-memory-tables.ts'
import { countOf, type RequestSteps, times } from '../request-steps.ts'

export function contract(tables: Tables, steps: RequestSteps): void {
  const { storedVoter } = steps

  test('voters are found as they were enrolled, and not at all otherwise', async () => {
    const voter = await aSignedInVoter(tables)
    expect(await storedVoter(voter)).toMatchObject({ email: voter.email, reissueCount: 0 })
    expect(await tables.voters.find('nobody')).toBeUndefined()
  })

  test('voters are enrolled once, however many times at once: a second time changes nothing', async () => {
    const voter = { ...(await storedVoter(await aSignedInVoter(tables))), voterId: randomUUID() }
    const answers = await times(10, () => tables.voters.enrol(voter))
    expect(countOf(answers, 'enrolled')).toBe(1)
    const again = { ...voter, firstName: 'Somebody', reissueCount: 3 }
    expect(await tables.voters.enrol(again)).toBe('already-enrolled')
    expect(await tables.voters.find(voter.voterId)).toEqual(voter)
  })

  test('voters have the sessions of one epoch ended once, and nothing else changed', async () => {
    const before = await storedVoter(await aSignedInVoter(tables))
    await times(5, () => tables.voters.endSessions(before))
    const { voterId, sessionEpoch } = before
    const moved = { ...before, sessionEpoch: sessionEpoch + 1 }
    expect(await tables.voters.find(voterId)).toEqual(moved)
    await tables.voters.endSessions({ voterId: 'nobody', sessionEpoch: 0 })
    expect(await tables.voters.findAddressee('nobody')).toBeUndefined()
  })

  test('voters are known to a rehearsal if they are its guests, and then to no vote', async () => {
    const voter = await storedVoter(await aSignedInVoter(tables))
    const guest = { ...voter, voterId: randomUUID(), guest: true as const }
    await tables.voters.enrol(guest)
    for (const find of ['find', 'findAddressee'] as const) {
      expect(await tables.rehearsalVoters[find](guest.voterId)).toEqual(guest)
      expect(await tables.rehearsalVoters[find](voter.voterId)).toBeUndefined()
      expect(await tables.voters[find](guest.voterId)).toBeUndefined()
      expect(await tables.voters[find](voter.voterId)).toEqual(voter)
    }
  })
}
