import * as z from 'zod/mini'
import type { ReissueState } from '../domain/reissue/reissue.ts'
import { smsFailures } from '../domain/sms/sms-delivery.ts'
import { describeSchema, flagSchema, instant, optionalSchema } from './descriptions.ts'

/** Leaves out `held`: in its place, voters see the state before it. */
const shownStates = [
  'accepted',
  'sending',
  'sent',
  'delivered',
  'failed',
  'cancelled',
] as const satisfies ReissueState[]

const state = z.enum(shownStates)

export const reissue = z.strictObject({
  id: z.uuid(),
  state,
  maskedPhone: describeSchema(z.string(), 'Phone number with all but the last two digits hidden.'),
  phoneEnding: optionalSchema(
    z.string().check(z.regex(/^\d{4}$/)),
    'Last four digits of the phone number; absent from old requests.',
  ),
  requestedAt: instant,
  expectedAt: describeSchema(
    instant,
    'When to expect the SMS. This may become later while the request is pending.',
  ),
  history: z.array(z.strictObject({ state, at: instant })),
  failure: optionalSchema(z.enum(smsFailures), 'For `failed`: why the SMS was not delivered.'),
  withdrawn: flagSchema(
    'For `cancelled`: the voter or staff withdrew it. Sessions and password are unchanged.',
  ),
  stoppedByStaff: flagSchema('For `withdrawn`: staff withdrew it for the voter.'),
  restored: flagSchema(
    'For `failed`: the SMS never left, and the former identifier is valid again.',
  ),
  held: optionalSchema(
    z.enum(['service-limit', 'paused', 'suspended', 'after-close']),
    'Why a pending SMS is held until an unknown time: a limit of the service, a pause for its territory, or the suspended election. The request keeps its place. `after-close`: its SMS is not expected before the vote closes.',
  ),
  postponed: optionalSchema(
    z.enum(['daily-cap', 'territory-cap', 'unknown-phone']),
    'Why a pending SMS leaves later: the daily cap, in all or for its territory, or the delay of a number that the voter typed. The request keeps its place.',
  ),
  receiptDueAt: optionalSchema(
    instant,
    'For `sent`: no delivery receipt is expected after this instant.',
  ),
  usedAt: optionalSchema(
    instant,
    'When the identifier of this SMS first opened the booth, the only proof that the SMS arrived.',
  ),
})

export type Reissue = z.infer<typeof reissue>

/** The holder of a cancel link may be a stranger, and therefore sees only these members. */
export const linkedReissue = z.pick(reissue, {
  state: true,
  withdrawn: true,
  maskedPhone: true,
  requestedAt: true,
})

export type LinkedReissue = z.infer<typeof linkedReissue>
