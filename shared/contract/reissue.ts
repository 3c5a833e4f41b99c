import * as z from 'zod/mini'
import type { ReissueState } from '../domain/reissue/reissue.ts'
import { smsFailures } from '../domain/sms/sms-delivery.ts'
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
  maskedPhone: z.string().check(z.describe('It shows the last two digits only.')),
  phoneEnding: z.exactOptional(
    z
      .string()
      .check(
        z.regex(/^\d{4}$/),
        z.describe('The last four digits; absent of what was asked for before they were noted.'),
      ),
  ),
  requestedAt: instant,
  expectedAt: instant.check(
    z.describe('When to expect the SMS. It may move later while the request is under way.'),
  ),
  history: z.array(z.strictObject({ state, at: instant })),
  failure: z.exactOptional(
    z.enum(smsFailures).check(z.describe('Why the SMS was not delivered, once it is `failed`.')),
  ),
  withdrawn: z.exactOptional(
    z
      .literal(true)
      .check(
        z.describe(
          'Once it is `cancelled`: its voter took it back. Neither session nor password was touched.',
        ),
      ),
  ),
  restored: z.exactOptional(
    z
      .literal(true)
      .check(
        z.describe(
          'Once it is `failed`: its SMS never left, and the identifier of before is the valid one again.',
        ),
      ),
  ),
  held: z.exactOptional(
    z
      .enum(['service-limit', 'paused', 'suspended'])
      .check(
        z.describe(
          'While it is under way: a limit of the service keeps the SMS from leaving, the organiser paused those to the territory of the phone, or the election is suspended, nobody knows until when. It keeps its place.',
        ),
      ),
  ),
  postponed: z.exactOptional(
    z
      .enum(['daily-cap', 'territory-cap'])
      .check(
        z.describe(
          'While it is under way: as many SMS have left as may in a day, in all or to the territory of the phone. It keeps its place, and leaves another day.',
        ),
      ),
  ),
  receiptDueAt: z.exactOptional(
    instant.check(z.describe('While it is `sent`: when to expect a delivery receipt no more.')),
  ),
  usedAt: z.exactOptional(
    instant.check(
      z.describe(
        'When its identifier first opened the booth: the only proof that the SMS arrived.',
      ),
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
