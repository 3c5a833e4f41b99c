import { expect, test } from 'vitest'
import { cancelReissue } from '../../functions/cancel-reissue/cancel-reissue.ts'
import { mailReissue } from '../../functions/mail-voters/mail-reissue.ts'
import { withdrawReissue } from '../../functions/withdraw-reissue/withdraw-reissue.ts'
import { cancelToken } from '../../shared/domain/reissue/cancellations.ts'
import type { Reissue } from '../../shared/domain/reissue/reissue.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { acceptReissue, sendTo } from '../builders/journey-steps.ts'
import { aLease, keys, later, now } from '../builders/values.ts'
import { aRequestWorld } from '../builders/voter-world.ts'
import { everyDeath, guarded } from '../fakes/interception.ts'
import { plain } from '../texts/plain.ts'

const { begin, tables, voter, phone, reissue, mailer, events, ports } =
  await forEachTest(aRequestWorld)

const withdraw = ({ reissueId } = reissue) =>
  withdrawReissue(ports, { claim: voter.session, reissueId })

const cancel = async ({ reissueId }: Reissue = reissue, engines: Partial<typeof ports> = {}) => {
  const token = cancelToken(keys, reissueId)
  return (await cancelReissue({ ...ports, ...engines }, { reissueId, token })).outcome
}

const sendMail = (engines: Partial<Parameters<typeof mailReissue>[0]> = {}) =>
  mailReissue({ ...ports, ...engines }, reissue.reissueId, 'news')

const line = () => tables.look.voter(voter.voterId)
const stored = ({ reissueId }: Reissue = reissue) => tables.look.reissue(reissueId)

const expectDisowned = (cancelled = 1) => {
  expect(line()).toMatchObject({ passwordChangeRequired: true, sessionEpoch: cancelled })
  expect(line()).toMatchObject({ smsCount: 0, reissueCount: 0 })
}

test('the link of a withdrawn request still ends the sessions and asks for a new password, once, and a mail says so', async () => {
  await withdraw()
  await sendMail()
  ports.clock.advance(3600)
  expect(await cancel()).toBe('cancelled')
  expectDisowned()
  const { reissueId } = reissue
  expect(events.at(-1)).toEqual({ event: 'reissue.cancelled', reissueId })
  expect(await sendMail()).toBe('cancelled')
  expect(plain(mailer.mails[1]?.text)).toContain('a été annulée à 11 h')
  const before = tables.look.everything()
  expect(await cancel()).toBe('unknown-link')
  expect(tables.look.everything()).toEqual(before)
})

test('the link of a withdrawn request stops the request that followed as well', async () => {
  await withdraw()
  const next = await acceptReissue(tables, voter)
  expect(await cancel()).toBe('cancelled')
  expect(stored(next).state).toBe('cancelled')
  expectDisowned(2)
  await begin()
  await withdraw()
  await withdraw(await acceptReissue(tables, voter))
  expect(await cancel()).toBe('cancelled')
  expect(line()).toMatchObject({ passwordChangeRequired: true, smsCount: 1 })
})

test('the link of a withdrawn request says that it is too late once an SMS of the one that followed leaves, and ends the sessions', async () => {
  for (const refused of [undefined, 'invalid-number'] as const) {
    await begin()
    await withdraw()
    const next = await acceptReissue(tables, voter, { phone })
    await sendTo(tables, next, phone, refused && { refused })
    expect(await cancel()).toBe(refused ? 'cancelled' : 'too-late')
    expect(line()).toMatchObject({ passwordChangeRequired: true, sessionEpoch: 1 })
  }
})

test('the link of a withdrawn request says that it is too late while an SMS of the next is leaving, or failed on its way', async () => {
  await withdraw()
  const next = await acceptReissue(tables, voter, { phone })
  await tables.sendings.start(next.reissueId, aLease(now, later(60)))
  expect(await cancel()).toBe('too-late')
  await begin()
  await withdraw()
  const failed = await acceptReissue(tables, voter, { phone })
  await sendTo(tables, failed, phone)
  const failure = { failure: 'unreachable', neverLeft: false, at: now, now } as const
  await tables.smsReceipts.recordFailure(stored(failed), failure)
  expect(await cancel()).toBe('too-late')
})

test('the link of a withdrawn request ends the sessions even where the one that followed is not there', async () => {
  await withdraw()
  const { reissueId } = await acceptReissue(tables, voter)
  const find = (id: string) =>
    id === reissueId ? Promise.resolve(undefined) : tables.reissues.find(id)
  expect(await cancel(reissue, { reissues: { ...tables.reissues, find } })).toBe('cancelled')
  expect(line()).toMatchObject({ passwordChangeRequired: true, sessionEpoch: 1 })
})

test('the link of a withdrawn request says that it is too late though it stops a third request', async () => {
  await withdraw()
  await sendTo(tables, await acceptReissue(tables, voter, { phone }), phone)
  const thirdRequests: Reissue[] = []
  const disown: typeof tables.cancellations.disown = async (...one) => {
    const disowning = await tables.cancellations.disown(...one)
    if (thirdRequests.length === 0) thirdRequests.push(await acceptReissue(tables, voter))
    return disowning
  }
  const cancellations = { ...tables.cancellations, disown }
  expect(await cancel(reissue, { cancellations })).toBe('too-late')
  expect(thirdRequests.map((third) => stored(third).state)).toEqual(['cancelled'])
})

test('the link of a withdrawn request, killed at any call, serves again until nothing is under way and the sessions have ended', async () => {
  await everyDeath(async (invocation) => {
    await begin()
    await withdraw()
    const next = await acceptReissue(tables, voter)
    const engines = guarded(ports, invocation.guard, 'reissues', 'cancellations')
    const fate = await invocation.run(() => cancel(reissue, engines))
    const isUsed = stored().disownedAt !== undefined
    expect(await cancel()).toBe(isUsed ? 'unknown-link' : 'cancelled')
    expect(stored(next).state).toBe('cancelled')
    expectDisowned(2)
    return fate
  })
})

test('a mail of a withdrawal that is being sent leaves the notification with its cancel link due', async () => {
  await withdraw()
  const slow = {
    async send(mail: Parameters<typeof mailer.send>[0]) {
      await mailer.send(mail)
      await cancel()
    },
  }
  expect(await sendMail({ mailer: slow })).toBe('withdrawn')
  expect(await sendMail()).toBe('cancelled')
})
