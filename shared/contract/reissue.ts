import * as z from 'zod/mini'
import type { ReissueState } from '../domain/reissue/reissue.ts'
import { smsFailures } from '../domain/sms/sms-delivery.ts'
import { described, mark } from './described.ts'
import { instant } from './instant.ts'

/** One that is held stands for its voter where it stood, with another time. */
const shownStates = [
  'accepted',
  'sending',
  'sent',
  'delivered',
  'failed',
  'cancelled',
] as const satisfies ReissueState[]

const state = z.enum(shownStates)

/** A request, as its voter may see it. */
export const reissue = z.strictObject({
  id: z.uuid(),
  state,
  maskedPhone: described(z.string(), 'It shows the last two digits only.'),
  phoneEnding: z.exactOptional(
    described(
      z.string().check(z.regex(/^\d{4}$/)),
      'The last four digits; absent of what was asked for before they were noted.',
    ),
  ),
  requestedAt: instant,
  expectedAt: described(
    instant,
    'When to expect the SMS. It may move later while the request is under way.',
  ),
  history: z.array(z.strictObject({ state, at: instant })),
  failure: z.exactOptional(
    described(z.enum(smsFailures), 'Why the SMS was not delivered, once it is `failed`.'),
  ),
  withdrawn: mark(
    'Once it is `cancelled`: its voter took it back. Neither session nor password was touched.',
  ),
  restored: mark(
    'Once it is `failed`: its SMS never left, and the identifier of before is the valid one again.',
  ),
  held: z.exactOptional(
    described(
      z.enum(['service-limit', 'paused', 'suspended']),
      'While it is under way: a limit of the service keeps the SMS from leaving, the organiser paused those to the territory of the phone, or the election is suspended, nobody knows until when. It keeps its place.',
    ),
  ),
  postponed: z.exactOptional(
    described(
      z.enum(['daily-cap', 'territory-cap']),
      'While it is under way: as many SMS have left as may in a day, in all or to the territory of the phone. It keeps its place, and leaves another day.',
    ),
  ),
  receiptDueAt: z.exactOptional(
    described(instant, 'While it is `sent`: when to expect a delivery receipt no more.'),
  ),
  usedAt: z.exactOptional(
    described(
      instant,
      'When its identifier first opened the booth: the only proof that the SMS arrived.',
    ),
  ),
})

export type Reissue = z.infer<typeof reissue>

/** The same for the holder of its e-mail's link, who may be a stranger: nothing that the e-mail does not say. */
export const linkedReissue = z.pick(reissue, {
  state: true,
  withdrawn: true,
  maskedPhone: true,
  requestedAt: true,
})

export type LinkedReissue = z.infer<typeof linkedReissue>
