import * as z from 'zod/mini'

const headMailing = z.object({
  head: z.int(),
  at: z.pipe(
    z.iso.datetime(),
    z.transform((text) => new Date(text)),
  ),
})

/** Up to which head the bureau and the delegates were mailed, and when. */
export type HeadMailing = z.infer<typeof headMailing>

export const readHeadMailing = (text: string): HeadMailing => headMailing.parse(JSON.parse(text))
