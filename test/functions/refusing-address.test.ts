import { beforeEach, describe, expect, it, test } from 'vitest'
import { mailNotification } from '../../functions/mail-voters/mail-account-notification.ts'
import { mailPasswordLink, mailSignInCode } from '../../functions/mail-voters/mail-link.ts'
import { mailReissue } from '../../functions/mail-voters/mail-reissue.ts'
import type { MailFailure } from '../../shared/domain/voter/voter.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { acceptReissue, confirm, sendTo } from '../builders/journey-steps.ts'
import { later, now } from '../builders/values.ts'
import { aVoterWorld, formerEmail } from '../builders/voter-world.ts'
import { election } from '../builders/voters.ts'
import { fakeClock } from '../fakes/clock.ts'

const { tables, voter, phone, smsQueue, mailer, ports } = await forEachTest(aVoterWorld)

function fail(changes: Partial<MailFailure> = {}): void {
  const mailFailure = { addressId: voter.voterId, why: 'refused', at: now, final: true } as const
  tables.alter.voter(voter.voterId, { mailFailure: { ...mailFailure, ...changes } })
}

const noToken = () => Promise.reject(new Error('A token was taken for nothing'))
const withoutToken = () => ({ ...ports, takeToken: noToken })
const request = () => ({ voterId: voter.voterId, requestedAt: now })

describe('to an address that takes no mails', () => {
  beforeEach(() => fail())

  it('goes no link and no code, at no cost to anybody', async () => {
    const before = tables.look.everything()
    expect(await mailPasswordLink(withoutToken(), request(), 'message-1')).toBe('refused')
    expect(await mailSignInCode(withoutToken(), request())).toBe('refused')
    expect(tables.look.everything()).toEqual(before)
  })

  it('goes no notification about the account', async () => {
    tables.alter.voter(voter.voterId, { passwordSetAt: now })
    const notification = { voterId: voter.voterId, news: 'password-set', at: now } as const
    expect(await mailNotification(withoutToken(), notification, 2)).toBe('refused')
  })

  it('goes no notification about a request, which is due no more', async () => {
    const { reissueId } = await acceptReissue(tables, voter, { phone })
    await sendTo(tables, { reissueId }, phone)
    expect(await mailReissue(ports, reissueId, 'news')).toBe('refused')
    expect(tables.look.reissue(reissueId).mailDueAt).toBeUndefined()
  })

  it('goes no cancel link: the SMS waits, is not put off again, and leaves with the mail once it can', async () => {
    const bounded = { ...election, smsWaitsForMailMinutes: 30 }
    const { reissueId } = await acceptReissue(tables, voter, { phone })
    const stands = () => tables.look.reissue(reissueId)
    const mail = (seconds: number) =>
      confirm(tables, stands(), {
        ...{ mailer, smsQueue, election: bounded, clock: fakeClock(later(seconds)) },
      })
    expect(await mail(1)).toBe('refused')
    expect(stands()).toMatchObject({
      bouncedAt: later(1),
      expectedAt: later(1980),
      mailDueAt: later(121),
    })
    const waiting = stands()
    expect(await mail(300)).toBe('refused')
    expect(stands()).toEqual(waiting)
    expect(mailer.mails).toEqual([])

    tables.alter.voter(voter.voterId, { addressId: 'n'.repeat(22) })
    expect(await mail(600)).toBe('asked')
    expect(mailer.mails).toMatchObject([{ addressId: 'n'.repeat(22), reissueId }])
    expect(stands()).toMatchObject({ confirmedAt: later(600) })
    expect(stands().bouncedAt).toBeUndefined()
    expect(smsQueue.ids()).toEqual([reissueId])
  })
})

test('a voter gets mails that were late or lost once, with the id of the address', async () => {
  fail({ final: undefined as never })
  await mailPasswordLink(ports, request(), 'message-1')
  expect(mailer.mails).toMatchObject([{ to: voter.email, addressId: voter.voterId }])
})

test.each([undefined, true] as const)('a corrected address gets all mails (%s)', async (final) => {
  fail({ final: final as true })
  const corrected = { addressId: 'n'.repeat(22), formerEmail: formerEmail }
  tables.alter.voter(voter.voterId, { ...corrected, correctedAt: now, addressCorrectedAt: now })
  const notification = { voterId: voter.voterId, news: 'roll-corrected', at: now } as const
  expect(await mailNotification(ports, notification, 2)).toBe('mailed')
  const own = [voter.email, 'n'.repeat(22)]
  expect(mailer.mails.map((mail) => [mail.to, mail.addressId])).toEqual(
    final ? [own] : [[formerEmail, undefined], own],
  )
})
test.each([
  ['former', 'mailed', { formerEmail }],
  ['no', 'refused', {}],
] as const)('word goes to the %s one if the new address takes none', async (_, telling, former) => {
  fail({ addressId: 'n'.repeat(22) })
  tables.alter.voter(voter.voterId, {
    addressId: 'n'.repeat(22),
    ...former,
    correctedAt: now,
    addressCorrectedAt: now,
  })
  const notification = { voterId: voter.voterId, news: 'roll-corrected', at: now } as const
  expect(await mailNotification(ports, notification, 2)).toBe(telling)
  expect(mailer.mails.map(({ to }) => to)).toEqual(Object.values(former))
  const opened = { ...notification, news: 'file-opened', at: later(-1) } as const
  expect(await mailNotification(ports, opened, 2)).toBe(telling)
})

test('a voter whose dead address is to be corrected gets the notification once it is', async () => {
  fail()
  const notification = { voterId: voter.voterId, news: 'roll-corrected', at: now } as const
  expect(await mailNotification(withoutToken(), notification, 2)).toBe('not-yet')
})
test('a voter who complained gets no word that the SMS is put off, and the cancel link that had arrived stands', async () => {
  const { reissueId } = await acceptReissue(tables, voter, { phone })
  const stands = () => tables.look.reissue(reissueId)
  await confirm(tables, stands())
  const held = { heldOn: '2026-11-25', now, until: later(3600) }
  await tables.sendings.hold(stands(), { ...held, expectedAt: later(86_400) })
  const { mailDueAt, ...before } = stands()
  expect(mailDueAt).toEqual(now)
  fail({ why: 'complaint' })
  expect(await confirm(tables, stands(), { mailer })).toBe('refused')
  expect(stands()).toEqual(before)
  expect(before.confirmedAt).toEqual(now)
})
