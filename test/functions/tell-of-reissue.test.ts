import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mailReissue } from '../../functions/mail-voters/mail-reissue.ts'
import { cancelLink } from '../../shared/domain/reissue/cancellations.ts'
import { nextRequeueAt } from '../../shared/domain/reissue/due-times.ts'
import { identifierText } from '../../shared/domain/voter/identifier.ts'
import { deriveIdentifier } from '../../shared/domain/voter/identifier-derivation.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { acceptReissue, confirm, sendTo, startRefusedSms } from '../builders/journey-steps.ts'
import { keys, later, now } from '../builders/values.ts'
import { aRequestWorld } from '../builders/voter-world.ts'
import { aPhone, aSignedInVoter, election, siteUrl } from '../builders/voters.ts'
import { fakeClock } from '../fakes/clock.ts'
import { everyDeath, failing, guarded, intercept, scheduledBy } from '../fakes/interception.ts'
import { plain } from '../texts/plain.ts'

const { begin, tables, voter, phone, reissue, mailer, smsQueue, ports } =
  await forEachTest(aRequestWorld)

async function sendMail(engines: Partial<Parameters<typeof mailReissue>[0]> = {}) {
  const confirming = await confirm(tables, reissue, { mailer, ...engines })
  return confirming === 'passed-on'
    ? mailReissue({ ...ports, ...engines }, reissue.reissueId, 'news')
    : confirming
}

const textOf = (mail: number) => plain(mailer.mails[mail]?.text)

const stored = () => tables.look.reissue(reissue.reissueId)

const isDue = () => 'mailDueAt' in stored()

test('the mail of a request holds neither identifier, nor phone, nor NUMEN, nor birth date, before and after the SMS', async () => {
  await sendMail()
  await sendTo(tables, reissue, phone)
  const afterSms = { ...tables.look.reissue(reissue.reissueId), mailDueAt: now }
  await sendMail({ reissues: { find: async () => afterSms } })
  expect(mailer.mails).toHaveLength(2)
  const text = JSON.stringify(mailer.mails)
  const identifiers = [voter.identifier, deriveIdentifier(keys, voter.voterId, reissue.reissueId)]
  const secrets = [
    ...identifiers,
    ...identifiers.map(identifierText),
    phone,
    phone.slice(4),
    voter.numen,
    voter.birthDate,
  ]
  for (const secret of secrets) expect(text).not.toContain(secret)
})

test("the mail of a request goes once to the account's own address when SQS delivers the message again, and is due no more", async () => {
  const outcomes = [await sendMail(), await sendMail(), await sendMail()]
  expect(outcomes).toEqual(['asked', 'over', 'over'])
  expect(mailer.mails).toMatchObject([
    { to: voter.email, subject: expect.stringContaining('nouvel identifiant électeur') },
  ])
  expect(isDue()).toBe(false)
})

test('the mail of a request whose copies are delivered at once is mailed at least once and due no more, in whatever order the calls fall', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), async (scheduler) => {
      await begin()
      const guard = scheduledBy(scheduler)
      const engines = guarded(ports, guard, 'reissues', 'mailer', 'reissueMails')
      await scheduler.waitFor(Promise.all([sendMail(engines), sendMail(engines)]))
      expect(mailer.mails.length).toBeGreaterThanOrEqual(1)
      expect(mailer.mails.length).toBeLessThanOrEqual(2)
      expect(isDue()).toBe(false)
    }),
    { numRuns: 50 },
  )
})

test('the mail of a request, killed at any call, is mailed in the end, and due until it was', async () => {
  const counts = new Set<number>()
  const deaths = await everyDeath(async (invocation) => {
    await begin()
    const names = ['reissues', 'voters', 'mailer', 'reissueMails'] as const
    const fate = await invocation.run(() => sendMail(guarded(ports, invocation.guard, ...names)))
    if (mailer.mails.length === 0) expect(isDue()).toBe(true)
    await sendMail()
    expect(isDue()).toBe(false)
    counts.add(mailer.mails.length)
    return fate
  })
  // Killed before and after two reads of the request, the voter, the mail and its settling.
  expect(deaths).toBe(10)
  expect(counts).toEqual(new Set([1, 2]))
})

test('the mail of a request says next that the SMS left, once', async () => {
  await sendMail()
  await sendTo(tables, reissue, phone)
  expect(isDue()).toBe(true)
  expect([await sendMail(), await sendMail()]).toEqual(['sent', 'over'])
  expect(mailer.mails).toHaveLength(2)
  expect(textOf(1)).toContain("Votre ancien identifiant n'est plus valable.")
})

test('the mail of a request says nothing of an SMS whose identifier a printed notice has replaced since', async () => {
  await sendTo(tables, reissue, phone)
  const { identifierReissueId, ...line } = tables.look.voter(voter.voterId)
  tables.replace.voter({ ...line, noticeWishId: 'a wish', noticeRenewedAt: now })
  expect(await sendMail()).toBe('over')
  expect([mailer.mails, isDue()]).toEqual([[], false])
})

test('the mail of a request that comes after the SMS says all of it at once', async () => {
  await sendTo(tables, reissue, phone, { at: later(120) })
  expect([await sendMail(), await sendMail()]).toEqual(['sent', 'over'])
  expect(textOf(0)).toContain('demandé le mercredi 25 novembre à 10 h')
  expect(textOf(0)).toContain('10 h 02')
  expect(textOf(0)).not.toContain('annuler')
})

test('the mail of a request says next that the request was cancelled, once, and leads to a new password', async () => {
  await sendMail()
  await tables.cancellations.cancel(reissue, now)
  expect([await sendMail(), await sendMail()]).toEqual(['cancelled', 'over'])
  expect(textOf(1)).toContain('Aucun SMS ne partira pour cette demande')
  expect(textOf(1)).toContain(`${siteUrl}/mot-de-passe/`)
  expect(textOf(1)).toContain(`pendant ${election.bothLostHours} heures`)
})

test('the mail of a request offers to cancel while the request can be cancelled, and no longer', async () => {
  await sendMail()
  expect(textOf(0)).toContain(cancelLink(siteUrl, keys, reissue.reissueId))
  const sending = { ...reissue, state: 'sending' as const }
  await sendMail({ reissues: { find: async () => sending } })
  expect(textOf(1)).not.toContain('/annuler/')
  await begin()
  await sendMail(await startRefusedSms(tables, reissue))
  expect(textOf(0)).toContain('/annuler/')
})

test('the mail of a request stays due when the mail server refuses it, and goes back to the queue', async () => {
  const refusing = () => failing(mailer, 'send', 'before')
  await expect(sendMail({ mailer: refusing() })).rejects.toThrow()
  expect(isDue()).toBe(true)
  expect(await sendMail()).toBe('asked')
  await sendTo(tables, reissue, phone)
  await expect(sendMail({ mailer: refusing() })).rejects.toThrow()
  expect(isDue()).toBe(true)
  expect(await sendMail()).toBe('sent')
})

test('no mail is sent for an absent request or voter', async () => {
  expect(await mailReissue(ports, 'unknown', 'news')).toBe('absent')
  await sendTo(tables, reissue, phone)
  const voters = { ...tables.voters, findAddressee: async () => undefined }
  const telling = mailReissue({ ...ports, voters }, reissue.reissueId, 'news')
  await expect(telling).rejects.toThrow('belongs to no voter')
})

test('no token is taken before the first mail left, nor once all mails have', async () => {
  const takeToken = () => Promise.reject(new Error('No token is to be taken'))
  const telling = () => mailReissue({ ...ports, takeToken }, reissue.reissueId, 'news')
  expect(await telling()).toBe('over')
  await sendTo(tables, reissue, phone)
  await sendMail()
  expect(await telling()).toBe('over')
})

test('a mail whose token does not come is not sent, and no run of the reconciler requeues it until its message had time', async () => {
  const clock = fakeClock(later(600))
  expect(await sendMail({ takeToken: async () => false, clock })).toBe('no-token')
  const { mailDueAt } = tables.look.reissue(reissue.reissueId)
  expect(mailDueAt).toEqual(nextRequeueAt(reissue, clock()))
  await sendTo(tables, reissue, phone)
  const overdueReissues = failing(tables.overdueReissues, 'delayDueTime', 'before')
  expect(await sendMail({ takeToken: async () => false, overdueReissues })).toBe('no-token')
  expect(mailer.mails).toEqual([])
  expect(isDue()).toBe(true)
})

test('a mail that waited for its token is sent only if no copy of its message was faster', async () => {
  const afterCopy = async () => {
    await sendMail()
    return true
  }
  expect(await sendMail({ takeToken: afterCopy })).toBe('over')
  await sendTo(tables, reissue, phone)
  expect(await sendMail({ takeToken: afterCopy })).toBe('over')
  expect(mailer.mails).toHaveLength(2)
})

test('the mail of a request that was cancelled while it waited for its token says so, and offers nothing to cancel', async () => {
  const cancelled = async () => {
    await tables.cancellations.cancel(tables.look.reissue(reissue.reissueId), now)
    return true
  }
  expect(await sendMail({ takeToken: cancelled })).toBe('cancelled')
  expect(textOf(0)).toContain('Aucun SMS ne partira pour cette demande')
  expect(mailer.mails).toHaveLength(1)
})

test('the mail of a request requeues the SMS only if its time has come: its own message is still on its way', async () => {
  await confirm(tables, reissue, { mailer, smsQueue })
  expect(smsQueue.messages).toEqual([])
  const late = await acceptReissue(tables, await aSignedInVoter(tables), { phone: aPhone() })
  const clock = fakeClock(later(election.smsDelaySeconds))
  await confirm(tables, late, { clock, smsQueue })
  expect(smsQueue.ids()).toEqual([late.reissueId])
})

test('the mail of a request requeues an SMS whose time came while the mail was being handed over', async () => {
  const clock = fakeClock(later(election.smsDelaySeconds - 1))
  const slow = intercept(mailer, async ({ run }) => {
    clock.advance(2)
    return run()
  })
  await confirm(tables, reissue, { mailer: slow, smsQueue, clock })
  expect(smsQueue.ids()).toEqual([reissue.reissueId])
})

test.each([
  [election.smsDelaySeconds - 1, 'was expected', 'attendu vers 10 h 03'],
  [election.smsDelaySeconds, 'can leave once the voter had as long to stop it', '10 h 04'],
  [600, 'can leave once the voter had as long to stop it', 'attendu vers 10 h 12'],
])('the mail, %i s after the request, says when the SMS %s', async (seconds, _, expected) => {
  await sendMail({ clock: fakeClock(later(seconds)) })
  expect(textOf(0)).toContain(expected)
})

test('a late mail says that the SMS does not wait again if it would then leave after the close', async () => {
  const dates = { ...election.dates, voteClosesAt: later(2 * election.smsDelaySeconds) }
  const clock = fakeClock(later(election.smsDelaySeconds))
  await sendMail({ clock, election: { ...election, dates } })
  expect(textOf(0)).toContain('attendu vers 10 h 03')
})

test('the mail of a request requeues no SMS that is held, however late the mail is', async () => {
  const hold = { heldOn: '2026-11-25', now, until: now, expectedAt: now }
  await tables.sendings.hold(reissue, hold)
  expect(await sendMail({ smsQueue, clock: fakeClock(later(3600)) })).toBe('daily-cap')
  expect(smsQueue.ids()).toEqual([])
})

test('the mail of a request leaves later notifications to their queue', async () => {
  await tables.cancellations.cancel(reissue, now)
  const { notifications } = ports
  expect(await confirm(tables, reissue, { mailer, notifications })).toBe('passed-on')
  expect(notifications.ids()).toEqual([reissue.reissueId])
})
