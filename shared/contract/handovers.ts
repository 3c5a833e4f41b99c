import * as z from 'zod/mini'
import { instant } from './instant.ts'

const count = z.int().check(z.minimum(0))
const publishedCount = z.union([count, z.literal('fewer-than-20')])
const withinSeconds = z
  .nullable(z.strictObject({ half: count, threeQuarters: count, nineTenths: count }))
  .check(
    z.describe('How long after their request, at most; null while there are none, or too few.'),
  )
const territory = z.string().check(z.describe("ISO 3166 code of the phones' territory."))

/** How today's SMS leave. It tells nothing of anybody: what there are fewer than 20 of is not counted out. */
export const handovers = z.strictObject({
  at: instant,
  sms: z.strictObject({
    handedOver: publishedCount.check(z.describe('SMS that the operator took today.')),
    withinSeconds,
  }),
  territories: z.array(
    z.strictObject({
      territory,
      failed: count.check(z.describe('Of these SMS, those that a receipt says did not arrive.')),
      handedOver: count.check(z.describe('SMS that the operator took today.')),
      withinSeconds,
    }),
  ),
  late: z
    .nullable(
      z.strictObject({
        sms: publishedCount,
        territories: z.array(z.strictObject({ territory, sms: count })),
      }),
    )
    .check(
      z.describe(
        'SMS that have not left although their expected time is past; null while that is not known.',
      ),
    ),
})
