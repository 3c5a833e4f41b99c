import * as z from 'zod/mini'
import { tooFewToPublish } from '../domain/sms/published-times.ts'
import { describeSchema, flagSchema, instant } from './descriptions.ts'

const count = z.int().check(z.minimum(0))
/** A count, or a marker for one that could identify a voter: anybody can read the answer. */
const publishedCount = z.union([count, z.literal(tooFewToPublish)])

export const handovers = z.strictObject({
  at: instant,
  handedOver: describeSchema(publishedCount, 'SMS that left today.'),
  withinSeconds: describeSchema(
    z.nullable(count),
    'Nine tenths of these SMS left within this time of their request; null while there are too few.',
  ),
  late: describeSchema(
    z.nullable(publishedCount),
    'SMS that have not left although their expected time has passed; null while unknown.',
  ),
  stopped: flagSchema('All SMS are held until a limit of the service is lifted.'),
})

export type Handovers = z.infer<typeof handovers>
