import * as z from 'zod/mini'

export const instantText = z.pipe(
  z.iso.datetime(),
  z.transform((text) => new Date(text)),
)
