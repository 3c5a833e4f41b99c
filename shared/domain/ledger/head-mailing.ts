import * as z from 'zod/mini'
import { instantText } from '../instant-text.ts'

const headMailing = z.object({
  head: z.int(),
  at: instantText,
})

/** Up to which head the bureau and the delegates were mailed, and when. */
export type HeadMailing = z.infer<typeof headMailing>

export const readHeadMailing = (text: string): HeadMailing => headMailing.parse(JSON.parse(text))
