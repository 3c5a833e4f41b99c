import { beforeEach, expect, test } from 'vitest'
import { mailReissue } from '../../functions/mail-voters/mail-reissue.ts'
import { recordReceipt } from '../../functions/record-receipt/record-receipt.ts'
import { electionDayOf } from '../../shared/domain/election-day.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { aDueReissue } from '../builders/due-reissue.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { acceptReissue, confirm, sendTo } from '../builders/journey-steps.ts'
import { now } from '../builders/values.ts'
import { aRequestWorld } from '../builders/voter-world.ts'
import { aPhone, election, siteUrl } from '../builders/voters.ts'
import { fakeClock } from '../fakes/clock.ts'
import { intercept } from '../fakes/interception.ts'
import { plain } from '../texts/plain.ts'

const due = await forEachTest(aDueReissue)
const { begin: restore, tables, voter, phone, reissue, mailer, ports } = await aRequestWorld()

beforeEach(begin)

async function begin(): Promise<void> {
  await restore()
  await confirm(tables, reissue)
}

const sendMail = (engines: Partial<Parameters<typeof mailReissue>[0]> = {}) =>
  mailReissue({ ...ports, ...engines }, reissue.reissueId, 'news')

const receive = (failure?: 'unreachable' | 'service-limit') =>
  recordReceipt(ports, { messageId: 'sms-1', at: now, ...(failure && { failure }) })

const text = (mail = 0) => plain(mailer.mails[mail]?.text)
const isDue = () => 'mailDueAt' in tables.look.reissue(reissue.reissueId)

test('the mail of an SMS that did not arrive is sent once, however often the receipt and the message come', async () => {
  await sendTo(tables, reissue, phone)
  await sendMail()
  await receive('unreachable')
  await receive('unreachable')
  expect([await sendMail(), await sendMail()]).toEqual(['failed', 'over'])
  expect(mailer.mails).toHaveLength(2)
  expect(text(1)).toContain(`${siteUrl}/identifiant/`)
  expect(isDue()).toBe(false)
})

test('the mail of an SMS that did not arrive says whether the former identifier is valid again, or none', async () => {
  await sendTo(tables, reissue, phone)
  await receive('service-limit')
  await sendMail()
  expect(text()).toContain('est de nouveau valable')
  await begin()
  await sendTo(tables, reissue, phone)
  await receive('service-limit')
  const returned = { ...tables.look.voter(voter.voterId), noticeReturnedAt: now }
  await sendMail({ voters: { ...tables.voters, findAddressee: async () => returned } })
  expect(text()).toContain("Vous n'avez pas d'identifiant valable : il vous en faut un nouveau")
})

test('the mail of an SMS that did not arrive takes the place of the one that the SMS left, if that is still to come', async () => {
  await sendTo(tables, reissue, phone)
  await receive('unreachable')
  expect([await sendMail(), await sendMail()]).toEqual(['failed', 'over'])
  expect(mailer.mails).toHaveLength(1)
  expect(text()).toContain('Votre ancien identifiant ne fonctionne plus')
})

test('the mail of an SMS that did not arrive stands when a receipt of an arrival follows', async () => {
  await sendTo(tables, reissue, phone)
  await receive('unreachable')
  await receive()
  expect(await sendMail()).toBe('failed')
  expect(text()).toContain('finit par arriver, son identifiant fonctionne.')
})

test.each<[string, () => unknown, engines?: Parameters<typeof sendMail>[0]]>([
  ['who has asked again meanwhile', () => acceptReissue(tables, voter, { phone: aPhone() })],
  ['who is off the roll', () => tables.alter.voter(voter.voterId, { removedAt: now })],
  ['who has voted with that SMS', () => tables.arrivals.recordUse(reissue.reissueId, now)],
  ['anybody after the vote', () => {}, { clock: fakeClock(election.dates.voteClosesAt) }],
])('no mail of a failure goes to %s', async (_, arrange, engines) => {
  await sendTo(tables, reissue, phone)
  await receive('unreachable')
  await arrange()
  expect(await sendMail(engines)).toBe('over')
  expect(isDue()).toBe(false)
  expect(mailer.mails).toEqual([])
})

test('the mail of an SMS that did not arrive leads to the helpdesk whoever can ask no more', async () => {
  await sendTo(tables, reissue, phone, { refused: 'invalid-number' })
  tables.alter.voter(voter.voterId, { smsCount: election.limits.smsPerVoter })
  expect(await sendMail()).toBe('failed')
  expect(text()).not.toContain('/identifiant/')
})

test('the mail about an SMS that SNS refused says once that the identifier from before is valid', async () => {
  await sendTo(tables, reissue, phone, { refused: 'opted-out' })
  expect([await sendMail(), await sendMail()]).toEqual(['failed', 'over'])
  expect(text()).toContain('Votre identifiant ne change pas')
})

async function deliverBeyondCap() {
  await due.tables.smsDays.count(electionDayOf(due.clock(), election.timeZone), 1)
  const sending = await due.deliver({ election: { ...election, smsDailyCap: 1 } })
  expect(sending.outcome).toBe('held')
}

test('the mail of an SMS that the daily cap put off is sent once, on each day that put it off, with the link that stops it', async () => {
  await due.confirm()
  const mailDueAt = () => due.stored().mailDueAt
  await deliverBeyondCap()
  expect(mailDueAt()).toEqual(due.clock())
  expect([await due.mail(), await due.mail()]).toEqual(['daily-cap', 'over'])
  await deliverBeyondCap()
  expect(mailDueAt()).toBeUndefined()
  expect(plain(due.mailer.mails[0]?.text)).toContain('/annuler/#')
  due.clock.set(secondsLater(due.stored().expectedAt, 3600))
  await deliverBeyondCap()
  expect(mailDueAt()).toEqual(due.clock())
  expect([await due.mail(), await due.mail()]).toEqual(['daily-cap', 'over'])
  expect(due.mailer.mails).toHaveLength(2)
})

test('the mail of an SMS that the daily cap puts off past the close of the vote leads to the helpdesk', async () => {
  await due.confirm()
  await deliverBeyondCap()
  const dates = { ...election.dates, voteClosesAt: due.stored().expectedAt }
  expect(await due.mail({ election: { ...election, dates } })).toBe('daily-cap')
  expect(plain(due.mailer.mails[0]?.text)).toContain("N'attendez pas : appelez l'assistance.")
  expect(plain(due.mailer.mails[0]?.text)).toContain('/annuler/#')
})

test('the mail of an SMS that the daily cap put off is not sent once the SMS is being sent after all, and does not hold it up', async () => {
  await due.confirm()
  await deliverBeyondCap()
  const carrier = intercept(due.carrier, async (call) => {
    expect(await due.mail()).toBe('over')
    expect(due.stored()).not.toHaveProperty('mailDueAt')
    return call.run()
  })
  expect(await due.deliver({ carrier })).toMatchObject({ outcome: 'sent' })
  expect(due.mailer.mails).toEqual([])
})
