import { expect, it } from 'vitest'
import { recordMailEvent } from '../../functions/record-mail-event/record-mail-event.ts'
import { acceptReissue, confirm } from '../builders/journey-steps.ts'
import { aMailEvent } from '../builders/mail-events.ts'
import { later } from '../builders/values.ts'
import { aPhone, aSignedInVoter, election } from '../builders/voters.ts'
import { inMemoryMailer } from '../fakes/channels.ts'
import { inMemoryTables } from '../fakes/in-memory-tables.ts'
import { guarded } from '../fakes/interception.ts'
import { everyInterleaving, type Gate, type Interleaving } from '../fakes/interleavings.ts'

const bounded = { ...election, smsWaitsForMailMinutes: 30 }

async function aSituation(): Promise<Interleaving> {
  const tables = inMemoryTables()
  const voter = await aSignedInVoter(tables)
  const { reissueId } = await acceptReissue(tables, voter, { phone: aPhone() })
  const reissue = tables.look.reissue(reissueId)
  const mailer = inMemoryMailer(voter.email)

  const mail = (gate: Gate) =>
    confirm(tables, reissue, {
      ...guarded(tables, gate, 'reissues', 'reissueMails'),
      ...{ mailer: gate(mailer), election: bounded },
    })
  const bounce = (gate: Gate) =>
    recordMailEvent(
      {
        ...guarded(tables, gate, 'reissues', 'voters', 'reissueMails', 'failedMails'),
        ...{ election: bounded, clock: () => later(1) },
      },
      aMailEvent('unknown', { address: voter.voterId, reissue: reissueId }),
    )
  let told = 0
  return {
    operations: [
      mail,
      async (gate) => {
        await gate({ isTold: async () => {} }).isTold()
        for (; told < mailer.mails.length; told++) await bounce(gate)
      },
    ],
    async check() {
      for (; told < mailer.mails.length; told++) await bounce((port) => port)
      const { confirmedAt, bouncedAt, mailDueAt } = tables.look.reissue(reissueId)
      expect({ confirmedAt, bouncedAt }).toEqual({ confirmedAt: undefined, bouncedAt: later(1) })
      expect(mailDueAt).toBeDefined()
    },
  }
}

it('a cancel link that bounced confirms nothing, in whatever order its mail, its settling and its bounce come', async () => {
  expect(await everyInterleaving(aSituation)).toBeGreaterThanOrEqual(9)
})
