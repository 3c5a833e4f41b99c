import * as z from 'zod/mini'
import { tooFewToPublish } from '../domain/sms/published-times.ts'
import { instant, withDescription } from './descriptions.ts'

const count = z.int().check(z.minimum(0))
const publishedCount = z.union([count, z.literal(tooFewToPublish)])

/** Public, so counts that could identify a voter are left out. */
export const handovers = z.strictObject({
  at: instant,
  handedOver: withDescription(publishedCount, 'SMS that left today.'),
  withinSeconds: withDescription(
    z.nullable(count),
    'Bound on the delay between request and SMS for nine tenths of them; null while there are too few.',
  ),
  late: withDescription(
    z.nullable(publishedCount),
    'SMS that have not left by their expected time; null while unknown.',
  ),
})

export type Handovers = z.infer<typeof handovers>
