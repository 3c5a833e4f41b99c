import * as z from 'zod/mini'
import { instantText } from '../instant-text.ts'

const headMailing = z.object({
  head: z.int(),
  at: instantText,
})

export type HeadMailing = z.infer<typeof headMailing>

export const readHeadMailing = (text: string): HeadMailing => headMailing.parse(JSON.parse(text))
