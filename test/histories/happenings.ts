import fc from 'fast-check'
import { noticeSeconds } from '../../shared/domain/election/calendar-change.ts'
import type { Election } from '../../shared/domain/election/election.ts'
import type { Obligation } from '../../shared/domain/reissue/due-times.ts'
import type { SmsLimit } from '../../shared/domain/sms/sms-delivery.ts'
import { type FileAction, fileActions } from '../../shared/domain/staff-action.ts'
import { type Moment, moments } from '../fakes/interception.ts'

export type Death = { call: number; moment: Moment } | undefined

export type Fate = 'arrived' | 'failed' | SmsLimit

/** One event of a history. Indexes are taken modulo the number of items. */
export type Happening =
  | { what: 'ask'; voter: number; phone: number; death: Death }
  | { what: 'succeed'; voter: number; phone: number }
  | {
      what: 'deliver'
      queue: Obligation | 'news'
      message: number
      again: boolean
      turnSeconds: number
      death: Death
    }
  | { what: 'receive'; text: number; fate: Fate; again: boolean; death: Death }
  | { what: 'cancel'; reissue: number; death: Death }
  | { what: 'withdraw'; reissue: number; death: Death }
  | { what: 'bounce'; mail: number; death: Death }
  | { what: 'write-again'; voter: number }
  | { what: 'sweep'; death: Death }
  | { what: 'free'; phone: number }
  | { what: 'help'; voter: number; action: FileAction; death: Death }
  | { what: 'pass'; seconds: number }
  | { what: 'enter'; voter: number }
  | { what: 'see'; afterSeconds: number }
  | { what: 'wait' }
  | { what: 'suspend' | 'resume'; thenSeconds: number }
  | { what: 'extend'; minutes: number }
  | { what: 'break'; phone: number; how: 'works' | 'throttled' | 'refused' | 'silent' }

const death = fc.option(
  fc.record({ call: fc.integer({ min: 1, max: 8 }), moment: fc.constantFrom(...moments) }),
  { nil: undefined, freq: 3 },
)
const index = fc.nat(7)

const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ what: fc.constant('ask'), voter: index, phone: index, death }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ what: fc.constant('succeed'), voter: index, phone: index }),
  },
  {
    weight: 7,
    arbitrary: fc.record({
      what: fc.constant('deliver'),
      queue: fc.constantFrom('sms', 'sms', 'sms', 'mail', 'mail', 'news'),
      message: index,
      again: fc.boolean(),
      turnSeconds: fc.constantFrom(0, 0, 0, 1, 7),
      death,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      what: fc.constant('receive'),
      text: index,
      fate: fc.constantFrom('arrived', 'arrived', 'failed', 'account', 'territory'),
      again: fc.boolean(),
      death,
    }),
  },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('cancel'), reissue: index, death }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('withdraw'), reissue: index, death }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('bounce'), mail: index, death }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('write-again'), voter: index }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('sweep'), death }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('free'), phone: index }) },
  {
    weight: 3,
    arbitrary: fc.record({
      what: fc.constant('help'),
      voter: index,
      action: fc.oneof(fc.constant('print-notice'), fc.constantFrom(...fileActions)),
      death,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      what: fc.constant('pass'),
      seconds: fc.constantFrom(1, 3, 5, 30, 61, 125, 400, 1500, 3700, 90_000, 72 * 3600),
    }),
  },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('enter'), voter: index }) },
  {
    weight: 3,
    arbitrary: fc.record({
      what: fc.constant('see'),
      afterSeconds: fc.constantFrom(0, 400, 800, 1500),
    }),
  },
  { weight: 4, arbitrary: fc.record({ what: fc.constant('wait') }) },
  {
    weight: 5,
    arbitrary: fc.record({
      what: fc.constantFrom('suspend', 'resume'),
      thenSeconds: fc.constantFrom(0, noticeSeconds, 1500),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ what: fc.constant('extend'), minutes: fc.constantFrom(30, 600) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      what: fc.constant('break'),
      phone: index,
      how: fc.constantFrom('works', 'throttled', 'refused', 'silent'),
    }),
  },
) as fc.Arbitrary<Happening>

export interface History {
  /** Hours from the beginning until requests close: many, in most histories. */
  closesInHours: number
  /** Low in some histories, so that the limit of notices beyond requests is soon reached. */
  limits: Pick<Election['limits'], 'reissuesPerVoter' | 'noticesBeyondRequests'>
  happenings: Happening[]
}

export const history: fc.Arbitrary<History> = fc.record({
  closesInHours: fc.constantFrom(1_000_000, 1_000_000, 1_000_000, 0.1, 1, 30),
  limits: fc.record({
    reissuesPerVoter: fc.constantFrom(3, 1),
    noticesBeyondRequests: fc.constantFrom(0, 1, 2),
  }),
  happenings: fc.array(happening, { minLength: 3, maxLength: 28 }),
})
