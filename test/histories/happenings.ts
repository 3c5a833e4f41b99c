import fc from 'fast-check'
import { changeDelaySeconds } from '../../shared/domain/election/calendar-change.ts'
import type { Election } from '../../shared/domain/election/election.ts'
import type { SmsLimit } from '../../shared/domain/sms/sms-delivery.ts'
import { fileActions } from '../../shared/domain/staff-action.ts'
import { type Moment, moments } from '../fakes/interception.ts'

export type Death = { call: number; moment: Moment } | undefined

export type Fate = 'arrived' | 'failed' | SmsLimit

const death = fc.option(
  fc.record({ call: fc.integer({ min: 1, max: 8 }), moment: fc.constantFrom(...moments) }),
  { nil: undefined, freq: 3 },
)
const index = fc.nat(7)
const thenSeconds = fc.constantFrom<number[]>(0, changeDelaySeconds, 1500)

function event<What extends string, Value extends object>(
  weight: number,
  what: What,
  values: { [Name in keyof Value]: fc.Arbitrary<Value[Name]> },
) {
  const arbitrary = fc.record({ what: fc.constant(what), ...values })
  return { weight, arbitrary: arbitrary as fc.Arbitrary<{ what: What } & Value> }
}

const events = [
  event(5, 'ask', { voter: index, phone: index, death }),
  event(4, 'succeed', { voter: index, phone: index }),
  event(7, 'deliver', {
    queue: fc.constantFrom('sms', 'sms', 'sms', 'mail', 'mail', 'news'),
    message: index,
    again: fc.boolean(),
    tokenSeconds: fc.constantFrom(0, 0, 0, 1, 7),
    death,
  }),
  event(3, 'receive', {
    text: index,
    fate: fc.constantFrom<Fate[]>('arrived', 'arrived', 'failed', 'account', 'territory'),
    again: fc.boolean(),
    death,
  }),
  event(3, 'cancel', { reissue: index, death }),
  event(3, 'withdraw', { reissue: index, death }),
  event(2, 'bounce', { mail: index, death }),
  event(1, 'write-again', { voter: index }),
  event(2, 'requeue', { death }),
  event(1, 'free', { phone: index }),
  event(3, 'help', {
    voter: index,
    action: fc.oneof(fc.constant('print-notice' as const), fc.constantFrom(...fileActions)),
    death,
  }),
  event(3, 'register', {
    voter: index,
    phone: index,
    thenSeconds: fc.constantFrom(0, 90_000),
    death,
  }),
  event(2, 'remove', { voter: index, thenUndo: fc.boolean(), death }),
  event(1, 'undo', { voter: index, death }),
  event(2, 'ask-known', { voter: index, death }),
  event(4, 'pass', {
    seconds: fc.constantFrom(1, 3, 5, 30, 61, 125, 400, 1500, 3700, 90_000, 72 * 3600),
  }),
  event(2, 'enter', { voter: index }),
  event(3, 'see', { afterSeconds: fc.constantFrom(0, 400, 800, 1500) }),
  event(4, 'wait', {}),
  event(3, 'suspend', { thenSeconds }),
  event(2, 'resume', { thenSeconds }),
  event(1, 'extend', { minutes: fc.constantFrom(30, 600) }),
  event(1, 'break', {
    phone: index,
    how: fc.constantFrom('works', 'throttled', 'refused', 'silent'),
  }),
] as const

export type Happening =
  (typeof events)[number]['arbitrary'] extends fc.Arbitrary<infer One> ? One : never

const happening: fc.Arbitrary<Happening> = fc.oneof(...events)

export interface History {
  /** Hours from the beginning until requests close: many, in most histories. */
  closesInHours: number
  /** Low in some histories, so that the limit of notices beyond requests is soon reached. */
  limits: Pick<Election['limits'], 'reissuesPerVoter' | 'noticesBeyondRequests'>
  unknownPhone: Election['unknownPhone']
  /** The first voter has a known phone from the beginning. */
  knowsPhone: boolean
  happenings: Happening[]
}

export const history: fc.Arbitrary<History> = fc.record({
  closesInHours: fc.constantFrom(1_000_000, 1_000_000, 1_000_000, 0.1, 1, 30),
  limits: fc.record({
    reissuesPerVoter: fc.constantFrom(3, 1),
    noticesBeyondRequests: fc.constantFrom(0, 1, 2),
  }),
  unknownPhone: fc.oneof(
    { weight: 5, arbitrary: fc.constant('allow' as const) },
    { weight: 2, arbitrary: fc.constantFrom('delay', 'refuse') },
  ),
  knowsPhone: fc.boolean(),
  happenings: fc.array(happening, { minLength: 4, maxLength: 34 }),
})
