import { beforeEach, expect, it } from 'vitest'
import { closedBreaker, pauseTerritory } from '../../shared/domain/sms/sms-breaker.ts'
import { explainVoter } from '../../shared/domain/staff/explain-voter.ts'
import type { Voter } from '../../shared/domain/voter/voter.ts'
import { staffTexts } from '../../shared/texts/roll/explained-voter.ts'
import { acceptReissue, sendTo } from '../builders/journey-steps.ts'
import { now } from '../builders/values.ts'
import { aPhone, aSignedInVoter, election, type SignedInVoter } from '../builders/voters.ts'
import { type InMemoryTables, inMemoryTables } from '../fakes/in-memory-tables.ts'

let tables: InMemoryTables
let voter: SignedInVoter
const minutes = (count: number) => new Date(now.getTime() + count * 60_000)

beforeEach(async () => {
  tables = inMemoryTables()
  voter = await aSignedInVoter(tables)
})

async function told(at: Date, changes: Partial<Voter> = {}): Promise<string> {
  const found = { ...tables.look.voter(voter.voterId), ...changes }
  const explained = await explainVoter({ ...tables, election, clock: () => at }, found)
  const sections = [...explained.ofRequests, ...explained.standing, ...explained.byCommands]
  return sections.flatMap(({ lines }) => lines).join('\n')
}

it('an address is told as a former one of nobody who was found by the one that they have', async () => {
  const said = await told(minutes(2), { correctedAt: minutes(1) })
  expect(said).not.toContain("n'arrivent pas à cette adresse")
})

it('a phone that was refused is told until the voter has asked with another', async () => {
  const takenPhone = { phoneHash: 'a phone', maskedPhone: '•• 78', at: minutes(1) }
  expect(await told(minutes(2), { takenPhone })).toContain('finissant par 78')
  await acceptReissue(tables, voter, { at: minutes(3) })
  expect(await told(minutes(4), { takenPhone })).not.toContain('finissant par 78')
})

it('a pause that began after a request was accepted is not told to hold it yet', async () => {
  await acceptReissue(tables, voter)
  const pause = { since: minutes(1), reason: 'numéro facturé trop cher' }
  await tables.smsBreakers.replace(closedBreaker, pauseTerritory(closedBreaker, 'FR', pause))
  expect(await told(minutes(2))).not.toContain(staffTexts.seeSmsState)
})

it('whoever waits for a receipt is told to wait before another request, until it is due', async () => {
  const phone = aPhone()
  await sendTo(tables, await acceptReissue(tables, voter, { phone }), phone, { at: minutes(3) })
  const isToldAt = async (seconds: number) => {
    const due = minutes(3 + election.receiptMinutes).getTime()
    return (await told(new Date(due + seconds * 1000))).includes('avant de faire une autre demande')
  }
  expect([await isToldAt(-1), await isToldAt(0), await isToldAt(60)]).toEqual([true, false, false])
})
