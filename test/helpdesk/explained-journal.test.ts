import { expect, it } from 'vitest'
import { secondsLater } from '../../shared/domain/instants.ts'
import { staffTexts } from '../../shared/texts/staff/explained-voter.ts'
import { explain } from '../../team/helpdesk/explain.ts'
import { acceptReissue } from '../builders/journey-steps.ts'
import { keyed, now } from '../builders/values.ts'
import { aSignedInVoter, election } from '../builders/voters.ts'
import { inMemoryTables } from '../fakes/in-memory-tables.ts'

const minutes = (count: number) => secondsLater(now, count * 60)

it('the journal is searched for a voter’s requests from the first one on, and for nothing without one', async () => {
  const tables = inMemoryTables()
  const voter = await aSignedInVoter(tables)
  const searches: [readonly string[], Date][] = []
  const journal = {
    async find(ids: readonly string[], since: Date) {
      searches.push([ids, since])
      return []
    },
  }
  const ask = () =>
    explain({ ...tables, keyed, election, clock: () => minutes(30), journal }, voter.email)
  expect((await ask()).told.join()).not.toContain(staffTexts.titles.journal)
  expect(searches).toEqual([])
  const first = await acceptReissue(tables, voter)
  await tables.withdrawals.withdraw(first, minutes(1))
  const second = await acceptReissue(tables, voter, { at: minutes(2) })
  expect((await ask()).told.join()).toContain(staffTexts.noJournal)
  expect(searches).toEqual([[[first.reissueId, second.reissueId], first.requestedAt]])
})
