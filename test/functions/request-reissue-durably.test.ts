import { expect, test } from 'vitest'
import type { ReissueForm } from '../../functions/request-reissue/reissue-form.ts'
import { requeueOverdueReissues } from '../../functions/requeue-overdue-reissues/requeue-overdue-reissues.ts'
import { queueAllowanceSeconds } from '../../shared/domain/reissue/due-times.ts'
import { anAskingVoter } from '../builders/asking-voter.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { aForm, expectedSeconds } from '../builders/voters.ts'
import { EngineDown, failing, intercept } from '../fakes/interception.ts'

const { tables, clock, voter, smsQueue, mailQueue, events, ports, ask, attempts } =
  await forEachTest(anAskingVoter)

const askWith = (form: ReissueForm, engines: Parameters<typeof ask>[2] = {}) =>
  ask(form, undefined, engines)

const requeue = () =>
  requeueOverdueReissues({ ...ports, queues: { sms: smsQueue, mail: mailQueue } })

function pendingId(): string {
  const id = tables.look.voter(voter.voterId).pendingReissueId
  if (!id) throw new Error('Nothing is pending')
  return id
}

test('the answer is "accepted" when only the answer of the transaction was lost', async () => {
  const reissueRequests = failing(tables.reissueRequests, 'accept', 'after')
  const result = await askWith(await aForm(tables, voter), { reissueRequests })
  expect(result).toMatchObject({ outcome: 'accepted', reissue: { reissueId: pendingId() } })
  expect(smsQueue.ids()).toEqual([pendingId()])
  expect(mailQueue.ids()).toEqual([pendingId()])
})

test.each([
  ['accept', 'before', 'before'],
  ['accept', 'before', 'after'],
  ['admit', 'after', undefined],
] as const)(
  'a failed %s (%s), undone although that fails once (%s), consumes nothing',
  async (...one) => {
    const [method, moment, undoing] = one
    const before = tables.look.consumption()
    const down = failing(tables.reissueRequests, method, moment)
    const reissueRequests = undoing ? failing(down, 'undo', undoing) : down
    const form = await aForm(tables, voter)
    await expect(askWith(form, { reissueRequests })).rejects.toThrow(`${method} got no answer`)
    expect(tables.look.consumption()).toEqual(before)
    expect(smsQueue.ids()).toEqual([])
    expect(attempts()).toBe(0)
    expect(await askWith(form)).toMatchObject({ outcome: 'accepted' })
  },
)

test('no answer is "accepted" once calls have hung for ten seconds, to undo it a second time', async () => {
  let undoings = 0
  const reissueRequests = intercept(tables.reissueRequests, async (call) => {
    if (call.method === 'admit') return call.run()
    if (call.method === 'undo') undoings++
    clock.advance(6)
    throw new EngineDown(`${call.method} got no answer`)
  })
  const form = await aForm(tables, voter)
  await expect(askWith(form, { reissueRequests })).rejects.toThrow('undo got no answer')
  expect(undoings).toBe(1)
})

test('no answer is "accepted" when nobody can tell whether the request was committed', async () => {
  const lost = failing(tables.reissueRequests, 'accept', 'after')
  const reissueRequests = failing(lost, 'undo', 'before', 2)
  const form = await aForm(tables, voter)
  await expect(askWith(form, { reissueRequests })).rejects.toThrow('undo got no answer')
  expect(await askWith(await aForm(tables, voter))).toMatchObject({ outcome: 'already-pending' })
  expect(tables.look.voter(voter.voterId).reissueCount).toBe(1)
})

test('no answer is "accepted" for a pending request that cannot be shown: it consumes nothing', async () => {
  const form = await aForm(tables, voter)
  const first = await aForm(tables, voter)
  const reissueRequests = intercept(tables.reissueRequests, async (call) => {
    if (call.method === 'accept') await askWith(first)
    return call.run()
  })
  const reissues = failing(tables.reissues, 'find', 'before')
  await expect(askWith(form, { reissueRequests, reissues })).rejects.toThrow('find got no answer')
  const absent = { find: async () => undefined }
  const again = askWith(await aForm(tables, voter), { reissues: absent })
  await expect(again).rejects.toThrow('is pending but absent')
  expect(tables.look.captcha(form.captcha.id)).not.toHaveProperty('reissueId')
  expect(attempts()).toBe(0)
})

test('no answer is "accepted" when the tables fail for good: the first failure is reported', async () => {
  const down = failing(tables.reissueRequests, 'admit', 'before')
  const reissueRequests = failing(down, 'undo', 'before')
  const form = await aForm(tables, voter)
  await expect(askWith(form, { reissueRequests })).rejects.toThrow('admit got no answer')
})

test('a message that was not queued is journalled, and found by the reconciler', async () => {
  const queues = [failing(smsQueue, 'put', 'before'), failing(mailQueue, 'put', 'before')]
  const result = await askWith(await aForm(tables, voter), { queues })
  expect(result).toMatchObject({ outcome: 'accepted' })
  const failure = { event: 'queue.put.failed', reissueId: pendingId(), error: 'TimeoutError' }
  expect(events).toEqual([failure, failure])
  expect([...smsQueue.ids(), ...mailQueue.ids()]).toEqual([])

  clock.advance(expectedSeconds + queueAllowanceSeconds + 1)
  await requeue()
  expect(smsQueue.messages).toEqual([{ reissueId: pendingId(), delaySeconds: 0 }])
  expect(mailQueue.messages).toEqual([{ reissueId: pendingId(), delaySeconds: 0 }])
})

test('a refused request queues no message', async () => {
  const form = await aForm(tables, voter)
  const wrong = { ...form, captcha: { ...form.captcha, code: '0000' } }
  expect(await askWith(wrong)).toEqual({ outcome: 'captcha-failed' })
  const taken = { accept: async () => ({ outcome: 'phone-taken' }) as const }
  const reissueRequests = { ...tables.reissueRequests, ...taken }
  const other = await askWith(await aForm(tables, voter), { reissueRequests })
  expect(other).toEqual({ outcome: 'phone-taken' })
  expect([...smsQueue.ids(), ...mailQueue.ids()]).toEqual([])
})
