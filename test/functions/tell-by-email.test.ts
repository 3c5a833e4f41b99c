import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { deriveIdentifier, inGroupsOfFour } from '../../functions/domain/identifier.ts'
import type { Phone } from '../../functions/domain/phone.ts'
import type { Reissue } from '../../functions/domain/reissue.ts'
import { tellByEmail } from '../../functions/tell-by-email/tell-by-email.ts'
import { keys, now } from '../builders.ts'
import { inMemoryMailer } from '../fakes/channels.ts'
import { type InMemoryTables, inMemoryTables } from '../fakes/in-memory-tables.ts'
import { everyDeath, failing, intercept } from '../fakes/interception.ts'
import { aPhone, aSignedInVoter, election, type SignedInVoter, siteUrl } from '../fakes/scene.ts'
import { acceptReissue, sendTo } from '../fakes/steps.ts'

let tables: InMemoryTables
let mailer: ReturnType<typeof inMemoryMailer>
let voter: SignedInVoter
let phone: Phone
let reissue: Reissue

beforeEach(begin)

async function begin(): Promise<void> {
  tables = inMemoryTables()
  voter = await aSignedInVoter(tables)
  mailer = inMemoryMailer(voter.email)
  phone = aPhone()
  reissue = await acceptReissue(tables, voter, { phone })
}

const confirm = (engines: Partial<Parameters<typeof tellByEmail>[0]> = {}) =>
  tellByEmail({ ...tables, mailer, election, keys, siteUrl, ...engines }, reissue.reissueId)

const isDue = () => 'mailDueAt' in tables.look.reissue(reissue.reissueId)

describe('the confirmation', () => {
  it("goes to the account's own address, and is due no more", async () => {
    expect(await confirm()).toBe('sent')
    expect(mailer.mails).toHaveLength(1)
    expect(mailer.mails[0]).toMatchObject({
      to: voter.email,
      subject: expect.stringContaining('nouvel identifiant électeur'),
    })
    expect(isDue()).toBe(false)
  })

  it('holds neither identifier, nor phone, nor NUMEN, nor birth date, before and after the SMS', async () => {
    await confirm()
    await sendTo(tables, reissue, phone)
    const afterSms = { ...tables.look.reissue(reissue.reissueId), mailDueAt: new Date() }
    await confirm({ reissues: { find: async () => afterSms } })
    expect(mailer.mails).toHaveLength(2)
    const said = JSON.stringify(mailer.mails)
    const identifiers = [voter.identifier, deriveIdentifier(keys, voter.voterId, reissue.reissueId)]
    const secrets = [
      ...identifiers,
      ...identifiers.map(inGroupsOfFour),
      phone,
      phone.slice(4),
      voter.numen,
      voter.birthDate,
    ]
    for (const secret of secrets) expect(said).not.toContain(secret)
  })

  it('is not mailed for a request that was never accepted', async () => {
    reissue = { ...reissue, reissueId: '00000000-0000-4000-8000-000000000000' }
    expect(await confirm()).toBe('absent')
    expect(mailer.mails).toEqual([])
  })

  it('is mailed once when SQS delivers the message again', async () => {
    const outcomes = [await confirm(), await confirm(), await confirm()]
    expect(outcomes).toEqual(['sent', 'over', 'over'])
    expect(mailer.mails).toHaveLength(1)
  })

  it('delivered at once, is mailed at least once and due no more, in whatever order the calls fall', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        await begin()
        const turn = <Port extends object>(port: Port) =>
          intercept(port, async ({ method, run }) => {
            await scheduler.schedule(Promise.resolve(), method)
            return run()
          })
        const engines = {
          reissues: turn(tables.reissues),
          mailer: turn(mailer),
          reissueMails: turn(tables.reissueMails),
        }
        await scheduler.waitFor(Promise.all([confirm(engines), confirm(engines)]))
        expect(mailer.mails.length).toBeGreaterThanOrEqual(1)
        expect(mailer.mails.length).toBeLessThanOrEqual(2)
        expect(isDue()).toBe(false)
      }),
      { numRuns: 50 },
    )
  })

  it('killed at any call, is mailed in the end, and due until it was', async () => {
    const counts = new Set<number>()
    const deaths = await everyDeath(async (life) => {
      await begin()
      const fate = await life.live(() =>
        confirm({
          reissues: life.guard(tables.reissues),
          voters: life.guard(tables.voters),
          mailer: life.guard(mailer),
          reissueMails: life.guard(tables.reissueMails),
        }),
      )
      if (mailer.mails.length === 0) expect(isDue()).toBe(true)
      await confirm()
      expect(isDue()).toBe(false)
      counts.add(mailer.mails.length)
      return fate
    })
    // Before and after reading the request and the voter, the mail, and its settling.
    expect(deaths).toBe(8)
    expect(counts).toEqual(new Set([1, 2]))
  })

  it('still tells of a request whose SMS left and then failed: the old identifier is dead', async () => {
    await sendTo(tables, reissue, phone)
    await tables.deliveries.fail(tables.look.reissue(reissue.reissueId), 'unreachable', now)
    expect(await confirm()).toBe('sent')
    expect(mailer.mails[0]?.text).toContain("Votre ancien identifiant n'est plus valable.")
  })

  it('has nothing to tell of a request that ended before its SMS left', async () => {
    await tables.cancellations.cancel(reissue, now)
    expect(await confirm()).toBe('over')
    expect(mailer.mails).toEqual([])
    expect(isDue()).toBe(false)
  })

  it('stays due when the mail server refuses it, and goes back to the queue', async () => {
    await expect(confirm({ mailer: failing(mailer, 'send', 'before') })).rejects.toThrow()
    expect(isDue()).toBe(true)
    expect(await confirm()).toBe('sent')
  })
})
