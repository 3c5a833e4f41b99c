import * as z from 'zod/mini'
import { instantText } from '../instant-text.ts'

export const reportedIntervention = z.object({
  number: z.int(),
  at: instantText,
  kind: z.string(),
  by: z.exactOptional(z.string()),
  reason: z.exactOptional(z.string()),
  step: z.exactOptional(z.enum(['asked', 'agreed'])),
  digest: z.exactOptional(z.string()),
})

export type ReportedIntervention = z.infer<typeof reportedIntervention>
