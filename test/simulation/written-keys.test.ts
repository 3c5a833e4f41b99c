import { expect, it } from 'vitest'
import { electionDayOf } from '../../shared/domain/election-day.ts'
import type { Reissue } from '../../shared/domain/reissue/reissue.ts'
import { acceptReissue } from '../builders/journey-steps.ts'
import { bothClocks, now } from '../builders/values.ts'
import { aSignedInVoter, election } from '../builders/voters.ts'
import type { Tables } from '../fakes/in-memory-tables.ts'
import { inMemoryTables } from '../fakes/in-memory-tables.ts'
import { reportingWrites } from './written-keys.ts'

const day = electionDayOf(now, election.timeZone)
const later = (seconds: number) => bothClocks(now.getTime() + seconds * 1000)
const block = { notBefore: now, notAfter: now, milliseconds: 100 }
const hold = { heldOn: day.day, now, until: later(3600), expectedAt: later(90_000) }

async function completed({ sendings }: Tables, reissue: Reissue): Promise<unknown> {
  const start = await sendings.start(reissue, later(300))
  if (start.outcome !== 'started') throw new Error(start.outcome)
  return sendings.complete(start.reissue, { identifierHash: 'hash', messageId: 'sms-1', at: now })
}

// Write units of the keys that many requests share; `test/stack/busiest-minute.test.ts` uses these figures.
it.each<[string, (ports: Tables, reissue: Reissue) => Promise<unknown>, Record<string, number>]>([
  [
    'an SMS that is begun',
    ({ sendings }, reissue) => sendings.start(reissue, later(300)),
    { 'sms-due': 2 },
  ],
  [
    'an SMS that is begun and ends, after its first e-mail',
    completed,
    { 'sms-due': 3, 'sms-expected': 1, 'mail-due': 1, 'sms-message': 1 },
  ],
  [
    'an SMS that is held',
    ({ sendings }, reissue) => sendings.hold(reissue, hold),
    { 'sms-due': 2, 'sms-expected': 2, 'mail-due': 1 },
  ],
  [
    'an SMS that the reconciler puts back',
    (tables, { reissueId }) => tables.overdueReissues.delayDueTime(reissueId, 'sms', later(9000)),
    { 'sms-due': 2 },
  ],
  ['an SMS that counts', ({ smsDays }) => smsDays.count(day, 9), { [day.day]: 1 }],
  ['an SMS beyond the cap', ({ smsDays }) => smsDays.count(day, 0), { [day.day]: 1 }],
  ['an SMS that counts no more', ({ smsDays }) => smsDays.uncount(day), { [day.day]: 1 }],
  ['a held SMS that counts', ({ smsDays }) => smsDays.countHeldSms(day), { [day.day]: 1 }],
  [
    'a hand-over',
    ({ handoverDays }) => handoverDays.count(day, { territory: 'FR', seconds: 1 }),
    { [`${day.day}/handovers`]: 1 },
  ],
  ['a block of tokens', ({ mailRate }) => mailRate.reserve(block, 'earliest'), { mails: 1 }],
  ['a block that is refused', ({ mailRate }) => mailRate.reserve(block, 'behind'), { mails: 1 }],
  [
    'links of a day',
    ({ linkDays }) => linkDays.count(day, { total: 10, codes: 0, repeats: 2 }),
    { [`links/${day.day}`]: 1 },
  ],
  [
    'a request, with a place among the SMS',
    async (tables) => acceptReissue(tables, await aSignedInVoter(tables)),
    { line: 1, 'sms-due': 1, 'sms-expected': 1, 'mail-due': 1 },
  ],
])('%s writes this many units to shared keys', async (_, call, shared) => {
  const tables = inMemoryTables()
  const reissue = await acceptReissue(tables, await aSignedInVoter(tables))
  await tables.reissueMails.markAsMailed(reissue)
  const found: Record<string, number> = {}
  const ports = tables.through(
    reportingWrites(tables, ({ table, key, units }) => {
      const isOwn = /^(voters|sessions|attempts|captchas|phones|passwordLinks|reissues)$/.test(
        table,
      )
      if (isOwn || table.endsWith('voter-reissues') || table.startsWith('sessions ')) return
      const name = table.startsWith('reissues ') ? table.slice('reissues '.length) : key
      found[name] = (found[name] ?? 0) + units
    }),
  )
  await call(ports, tables.look.reissue(reissue.reissueId))
  expect(found).toEqual(shared)
})
