import * as z from 'zod/mini'
import { instantText } from '../instant-text.ts'

export const toldIntervention = z.object({
  number: z.int(),
  at: instantText,
  kind: z.string(),
  by: z.exactOptional(z.string()),
  reason: z.exactOptional(z.string()),
  /** Of what two people must want: one asked for it, or another agreed, and it was done. */
  step: z.exactOptional(z.enum(['asked', 'agreed'])),
  /** Of a seal: the digest of all that it sealed. */
  digest: z.exactOptional(z.string()),
})

export type ToldIntervention = z.infer<typeof toldIntervention>
