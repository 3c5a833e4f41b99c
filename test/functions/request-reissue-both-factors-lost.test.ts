import { beforeEach, expect, test } from 'vitest'
import { anAskingVoter, wrongIdentity } from '../builders/asking-voter.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { later, now } from '../builders/values.ts'
import { failing, intercept } from '../fakes/interception.ts'

const refusal = { outcome: 'both-factors-lost', until: later(86_400) }

const asking = await forEachTest(anAskingVoter)

beforeEach(() => {
  asking.tables.alter.voter(asking.voter.voterId, { passwordRenewedAt: now })
})

const mail = () => ({ news: 'both-factors-lost', voterId: asking.voter.voterId, at: now })

test('a voter with a new password is refused whatever they know, and nothing is consumed, code and attempt included', async () => {
  const filled = await asking.form()
  expect(await asking.askInVain(filled)).toEqual(refusal)
  expect(await asking.askInVain({ ...filled, ...wrongIdentity })).toEqual(refusal)
  expect(asking.attempts()).toBe(0)
  expect(asking.tables.look.captcha(filled.captcha.id)).not.toHaveProperty('reissueId')
})

test('a voter with a new password gets one e-mail about it, however often they ask, at once or later', async () => {
  const filled = await asking.form()
  await Promise.all(Array.from({ length: 20 }, () => asking.ask(filled)))
  await asking.ask(filled)
  expect(asking.notifications.messages).toEqual([mail()])
})

test('a voter with a new password is told again once they have replaced another password', async () => {
  await asking.ask(await asking.form())
  asking.clock.advance(86_400)
  await asking.stayUntil(later(90_000))
  asking.tables.alter.voter(asking.voter.voterId, { passwordRenewedAt: asking.clock() })
  for (const _ of [1, 2]) await asking.ask(await asking.form())
  expect(asking.notifications.messages).toEqual([mail(), { ...mail(), at: asking.clock() }])
})

test('a voter with a new password is told at the next refusal when the queue did not answer', async () => {
  const filled = await asking.form()
  const notifications = failing(asking.notifications, 'put', 'before')
  expect(await asking.ask(filled, undefined, { notifications })).toEqual(refusal)
  expect(asking.events).toEqual([
    { event: 'account-mail.put.failed', news: 'both-factors-lost', error: 'TimeoutError' },
  ])
  await asking.ask(filled)
  expect(asking.notifications.messages).toEqual([mail()])
})

test.each(['charge', 'refund'] as const)('the refusal needs no answer of %s', async (method) => {
  const attempts = failing(asking.tables.attempts, method, 'before')
  const notifications = intercept(asking.notifications, () => Promise.reject(new RangeError()))
  expect(await asking.ask(await asking.form(), undefined, { attempts, notifications })).toEqual(
    refusal,
  )
  expect(asking.events).toMatchObject([{ error: 'TimeoutError' }])
})
