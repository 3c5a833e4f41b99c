import * as z from 'zod/mini'

/** An instant as JSON has it, read. */
export const instantText = z.pipe(
  z.iso.datetime(),
  z.transform((text) => new Date(text)),
)
