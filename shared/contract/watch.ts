import * as z from 'zod/mini'
import { instant } from './instant.ts'

const watchedSection = z.strictObject({
  heading: z.string(),
  tone: z.enum(['usual', 'wrong']),
  lines: z.array(z.string()),
  figures: z.array(z.strictObject({ figure: z.string(), of: z.string() })),
  table: z.optional(
    z.strictObject({
      caption: z.string(),
      /** The first column names the rows. */
      columns: z.array(z.string()),
      rows: z.array(z.array(z.string())),
    }),
  ),
  /** Text that readers compare letter by letter. */
  copy: z.optional(z.string()),
})

const watchedPage = z.strictObject({
  at: instant,
  /** One sentence: suspended or extended, and when it closes. */
  vote: z.string(),
  sections: z.array(watchedSection),
})

export type WatchedPage = z.infer<typeof watchedPage>

export const watchView = z.strictObject({
  watch: watchedPage,
  day: z.optional(watchedPage).check(z.describe('Only for roles that answer calls.')),
})

export type WatchView = z.infer<typeof watchView>
