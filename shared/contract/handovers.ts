import * as z from 'zod/mini'
import { instant } from './instant.ts'

const count = z.int().check(z.minimum(0))

const times = {
  handedOver: count.check(z.describe('SMS that the operator took today.')),
  withinSeconds: z
    .nullable(z.strictObject({ half: count, threeQuarters: count, nineTenths: count }))
    .check(z.describe('How long after their request, at most; null while there are none.')),
}

/** How today's SMS leave. It tells nothing of anybody: a territory with fewer than 20 is left out. */
export const handovers = z.strictObject({
  at: instant,
  sms: z.strictObject(times),
  territories: z.array(
    z.strictObject({
      territory: z.string().check(z.describe("ISO 3166 code of the phones' territory.")),
      failed: count.check(z.describe('Of these SMS, those that a receipt says did not arrive.')),
      ...times,
    }),
  ),
})
