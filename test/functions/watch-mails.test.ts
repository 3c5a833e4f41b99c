import { expect, it } from 'vitest'
import { watchMails } from '../../functions/watch-vote/watch-mails.ts'
import { later } from '../builders/values.ts'
import { aVoterWorld } from '../builders/voter-world.ts'

it('a domain is told from ten voters of this hour and the one before, so that it names nobody', async () => {
  const { tables, events, ports } = await aVoterWorld()
  const count = async (domain: string, voters: number, hoursAgo: number) => {
    const at = later(-3600 * hoursAgo)
    for (let voter = 0; voter < voters; voter++) await tables.domainFailures.count(at, domain)
  }
  await count('nine.example', 9, 0)
  await count('nine.example', 99, 2)
  await count('ten.example', 4, 0)
  await count('ten.example', 6, 1)
  await watchMails(ports)
  expect(events).toEqual([{ event: 'mail.refused-by-domain', domain: 'ten.example', voters: 10 }])
})
