import { describe, expect, test } from 'vitest'
import { undoPhoneChange } from '../../functions/register-phone/register-phone.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { sendTo, startRefusedSms } from '../builders/journey-steps.ts'
import { aRegisteringVoter } from '../builders/registering-voter.ts'
import { later } from '../builders/values.ts'
import { aPhone } from '../builders/voters.ts'
import { everyDeath, guarded, intercept } from '../fakes/interception.ts'

const world = await forEachTest(aRegisteringVoter)
const [owners, thiefs] = [aPhone(), aPhone()]

/** The thief knows the password, and has replaced the phone. */
async function replaced(unknownPhone: 'allow' | 'delay' = 'delay'): Promise<string> {
  await world.know(owners)
  world.rule({ unknownPhone, unknownPhoneDelayHours: 24 })
  expect(await world.register(thiefs)).toBe('changed')
  const [text = ''] = await world.deliver(owners)
  return text.split('#')[1] ?? ''
}

const undo = async (token: string, changes: Partial<typeof world.ports> = {}) =>
  (await undoPhoneChange({ ...world.ports, ...changes }, token)).outcome

const request = () => world.requestAccepted({ phone: thiefs })

const stateOf = ({ reissueId }: { reissueId: string }) => world.tables.look.reissue(reissueId).state

const expectUndone = () => {
  expect(world.item()).toMatchObject({ passwordChangeRequired: true, reissueCount: 0, smsCount: 0 })
  expect(world.item().knownPhone?.maskedPhone.slice(-2)).toBe(owners.slice(-2))
}

describe("the former phone's link", () => {
  test.each(['allow', 'delay'] as const)(
    'cancels a request to another phone, gives it back and tells the voter, even if SNS refuses its SMS at this moment (%s)',
    async (rule) => {
      const token = await replaced(rule)
      const reissue = await request()
      const { reissueId } = reissue
      expect(await undo(token, await startRefusedSms(world.tables, reissue))).toBe('changed')
      expectUndone()
      expect(world.notifications.ids()).toContain(reissueId)
      world.clock.advance(25 * 3600)
      expect(await world.send(reissueId)).toBe('over')
    },
  )

  test('serves again if it died on its way, until the request is cancelled and the phone is back', async () => {
    const deaths = await everyDeath(async (invocation) => {
      await world.begin()
      const token = await replaced()
      const reissue = await request()
      const names = ['voters', 'reissues', 'cancellations', 'notifications', 'knownPhones'] as const
      const fate = await invocation.run(() =>
        undo(token, guarded(world.ports, invocation.guard, ...names)),
      )
      const isUsed = world.item().formerPhone === undefined
      expect(await undo(token)).toBe(isUsed ? 'unknown-link' : 'changed')
      expect(stateOf(reissue)).toBe('cancelled')
      expectUndone()
      return fate
    })
    expect(deaths).toBeGreaterThan(10)
  })

  test('says that it is too late once the SMS leaves, and puts the phone back', async () => {
    for (const state of ['sending', 'sent', 'failed', 'restored']) {
      await world.begin()
      const token = await replaced('allow')
      const reissue = await request()
      const { sendings, smsReceipts, look } = world.tables
      if (state === 'sending') await sendings.start(reissue, later(0))
      else await sendTo(world.tables, reissue, thiefs)
      const failure = { failure: 'unreachable', at: later(9), now: later(9) } as const
      if (state === 'failed' || state === 'restored')
        await smsReceipts.recordFailure(look.reissue(reissue.reissueId), {
          ...failure,
          isUnsent: state === 'restored',
        })
      expect(await undo(token)).toBe(state === 'restored' ? 'changed' : 'too-late')
      expect(world.item()).toMatchObject({ passwordChangeRequired: true, sessionEpoch: 1 })
      expect(world.item().knownPhone?.maskedPhone.slice(-2)).toBe(owners.slice(-2))
    }
  })

  test('leaves a request to its own phone', async () => {
    const token = await replaced('allow')
    const reissue = await world.requestAccepted({ phone: owners })
    expect(await undo(token)).toBe('changed')
    expect(stateOf(reissue)).toBe('accepted')
  })

  test('undoes nothing if a request is accepted meanwhile, and stops it when followed again', async () => {
    const token = await replaced()
    const requests: Awaited<ReturnType<typeof request>>[] = []
    const knownPhones = intercept(world.tables.knownPhones, async (call) => {
      requests.push(await request())
      return call.run()
    })
    expect(await undo(token, { knownPhones })).toBe('unavailable')
    expect(await undo(token)).toBe('changed')
    expect(requests.map(stateOf)).toEqual(['cancelled'])
  })

  test('lets no request through that was under way', async () => {
    const token = await replaced()
    const reissueRequests = intercept(world.tables.reissueRequests, async (call) => {
      if (call.method === 'accept') expect(await undo(token)).toBe('changed')
      return call.run()
    })
    const result = await world.request({ phone: thiefs }, { reissueRequests })
    expect(result.outcome).toBe('unauthenticated')
    expect(world.item().pendingReissueId).toBeUndefined()
  })
})
