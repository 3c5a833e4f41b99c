import { expect, test } from 'vitest'
import { recordReceipt } from '../../functions/record-receipt/record-receipt.ts'
import { requestCode } from '../../functions/register-phone/register-phone.ts'
import { sendPhoneSms } from '../../functions/send-identifier/send-phone-sms.ts'
import { openScopes } from '../../shared/domain/sms/sms-breaker.ts'
import type { SmsLimit } from '../../shared/domain/sms/sms-delivery.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { aRegisteringVoter } from '../builders/registering-voter.ts'
import { aPhone, aSignedInVoter, openSession, password } from '../builders/voters.ts'
import { intercept } from '../fakes/interception.ts'

const world = await forEachTest(aRegisteringVoter)

const openNow = async () =>
  openScopes(await world.tables.smsBreakers.find(), world.clock()).map(({ scope }) => scope)

const receive = (limit?: SmsLimit, messageId = `sms-${world.texts.length}`) =>
  recordReceipt(world.ports, {
    ...{ messageId, at: world.clock() },
    ...(limit && { failure: 'service-limit', limit }),
  })

async function sendCode(changes: Partial<typeof world.ports> = {}) {
  const { tables, ports, clock } = world
  const { voterId } = await aSignedInVoter(tables)
  const { session } = await openSession(tables, tables.look.voter(voterId), clock())
  const { outcome } = await requestCode(ports, session, { phone: aPhone(), password })
  expect(outcome).toBe('requested')
  const [message] = world.messages.splice(0)
  return message && sendPhoneSms({ ...ports, ...changes }, message)
}

async function openByOwnReceipt() {
  await sendCode()
  await receive('account')
  expect(await sendCode()).toBe('waits')
  world.clock.advance(900)
}

test('the code that tries after a limit of the account is alone, and its receipt lets all leave again', async () => {
  await openByOwnReceipt()
  const carrier = intercept(world.ports.carrier, async (call) => {
    expect(await sendCode()).toBe('waits')
    return call.run()
  })
  expect(await sendCode({ carrier })).toBe('sent')
  expect([await openNow(), await sendCode()]).toEqual([['account'], 'waits'])
  await receive()
  expect([await openNow(), await sendCode()]).toEqual([[], 'sent'])
})

test('a code that meets the limit again doubles the wait', async () => {
  await openByOwnReceipt()
  await sendCode()
  await receive('account')
  for (const outcome of ['waits', 'sent']) {
    world.clock.advance(900)
    expect(await sendCode()).toBe(outcome)
  }
})

test('a receipt before the note that the code has left is read again, and so closes nothing early', async () => {
  await openByOwnReceipt()
  const smsBreakers = intercept(world.tables.smsBreakers, async (call) => {
    const isBegun = world.texts.length === 2
    if (isBegun) expect(await receive('account')).toEqual({ outcome: 'unknown' })
    return call.run()
  })
  expect(await sendCode({ smsBreakers })).toBe('sent')
  await receive('account')
  world.clock.advance(301)
  expect(await openNow()).toEqual(['account'])
})

test.each([
  ['ThrottledException', true, 'waits'],
  ['InternalErrorException', false, 'unsure'],
])('a code leaves its place to another after %s', async (notAccepted, isCertain, outcome) => {
  await openByOwnReceipt()
  const carrier = { send: async () => ({ notAccepted, isCertain }) }
  expect(await sendCode({ carrier })).toBe(outcome)
  expect(await sendCode()).toBe('sent')
})

test("a code that meets its territory's limit again doubles the territory's wait", async () => {
  await sendCode()
  const { smsBreakers } = world.tables
  const found = await smsBreakers.find()
  const at = world.clock()
  const open = { trialAt: at, waitSeconds: 900 }
  const circuits = { FR: { refusals: [], since: at, open } }
  await smsBreakers.replace(found, { ...found, circuits })
  expect(await sendCode()).toBe('sent')
  await receive('territory')
  const { FR } = (await smsBreakers.find()).circuits
  expect(FR?.open?.waitSeconds).toBe(1800)
})
