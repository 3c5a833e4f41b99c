import * as z from 'zod/mini'
import { tooFewToPublish } from '../domain/sms/published-times.ts'
import { described } from './described.ts'
import { instant } from './instant.ts'

const count = z.int().check(z.minimum(0))
const publishedCount = z.union([count, z.literal(tooFewToPublish)])

/** How today's SMS leave. It tells nothing of anybody: what there are too few of is not counted out. */
export const handovers = z.strictObject({
  at: instant,
  handedOver: described(publishedCount, 'SMS that the operator took today.'),
  withinSeconds: described(
    z.nullable(count),
    'How long after their request nine tenths of them left, at most; null while there are too few.',
  ),
  late: described(
    z.nullable(publishedCount),
    'SMS that have not left although their expected time is past; null while that is not known.',
  ),
})
