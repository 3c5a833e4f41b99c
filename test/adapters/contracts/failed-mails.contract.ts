import { expect, test } from 'vitest'
import { enrol } from '../../../shared/domain/roll/enrolment.ts'
import { type MailFailure, refusesMail, type Voter } from '../../../shared/domain/voter/voter.ts'
import { bothClocks, keys, later } from '../../builders/values.ts'
import { aRollEntry } from '../../builders/voters.ts'
import type { Tables } from '../../fakes/in-memory-tables.ts'

export function contract(tables: Tables): void {
  async function aVoter(changes: Partial<Voter> = {}) {
    const { voter } = enrol(keys, aRollEntry())
    await tables.voters.enrol({ ...voter, ...changes })
    const { voterId } = voter
    const failureOf = async () => (await tables.voters.findAddressee(voterId))?.mailFailure
    const record = (
      why: MailFailure['why'],
      seconds: number,
      more: { final?: true; addressId?: string } = {},
    ) =>
      tables.failedMails.record(voterId, {
        ...{ addressId: voterId, why, at: later(seconds), mailedAt: later(10) },
        ...more,
      })
    return { voterId, record, failureOf }
  }

  test('the latest mail failure is kept while none is final', async () => {
    const { voterId, record, failureOf } = await aVoter()
    expect(await record('slow', 20)).toBe(true)
    expect(await failureOf()).toEqual({ addressId: voterId, why: 'slow', at: later(20) })
    expect(await record('full', 19)).toBe(false)
    expect(await record('slow', 20)).toBe(false)
    expect(await record('full', 21)).toBe(true)
    expect(await failureOf()).toMatchObject({ why: 'full', at: later(21) })
  })

  test('a final mail failure stays, whatever comes later or twice', async () => {
    const { voterId, record, failureOf } = await aVoter()
    await record('slow', 30)
    const final = { addressId: voterId, why: 'refused', at: later(20), final: true }
    expect(await record('refused', 20, { final: true })).toBe(true)
    expect(await record('refused', 20, { final: true })).toBe(false)
    expect(await record('complaint', 40, { final: true })).toBe(false)
    expect(await record('slow', 50)).toBe(false)
    expect(await failureOf()).toEqual(final)
  })

  test('a mail failure of an address that the voter no longer has is not recorded', async () => {
    const { voterId, record, failureOf } = await aVoter({ addressId: 'the-new-address' })
    expect(await record('refused', 20, { final: true })).toBe(false)
    expect(await record('slow', 20, { addressId: voterId })).toBe(false)
    expect(await failureOf()).toBeUndefined()
    expect(await record('slow', 20, { addressId: 'the-new-address' })).toBe(true)
  })

  test('a mail failure of the former address gives way to one of the new address', async () => {
    const { voterId } = await aVoter()
    const mailFailure = {
      addressId: voterId,
      why: 'refused',
      at: later(90),
      final: true,
    } as const
    const corrected = await aVoter({ addressId: 'its-own', mailFailure })
    expect(await corrected.record('slow', 20, { addressId: 'its-own' })).toBe(true)
    const voter = await tables.voters.findAddressee(corrected.voterId)
    expect(voter && refusesMail(voter)).toBe(false)
  })

  test('a failure of a mail from before the team cleared the address is not recorded', async () => {
    const { voterId, record, failureOf } = await aVoter()
    const clear = (addressId: string, seconds: number) =>
      tables.failedMails.clear(voterId, { addressId }, later(seconds))
    await record('refused', 20, { final: true })
    await clear('of-a-former-address', 10)
    expect(await failureOf()).toMatchObject({ final: true })
    await clear(voterId, 9)
    expect(await failureOf()).toBeUndefined()
    expect(await record('refused', 20, { final: true })).toBe(true)
    await clear(voterId, 10)
    expect(await record('refused', 20, { final: true })).toBe(false)
  })

  test('the domains that mails did not reach are counted by the hour', async () => {
    const at = bothClocks('2031-04-05T10:59:59.999Z')
    const domains = ['academie.example', 'academie.example', 'autre.academie.example']
    expect(await tables.domainFailures.find(at)).toEqual(new Map())
    for (const domain of domains) await tables.domainFailures.count(at, domain)
    const counts = new Map([
      ['academie.example', 2],
      ['autre.academie.example', 1],
    ])
    expect(await tables.domainFailures.find(bothClocks('2031-04-05T10:00:00Z'))).toEqual(counts)
    expect(await tables.domainFailures.find(bothClocks('2031-04-05T11:00:00Z'))).toEqual(new Map())
  })
}
