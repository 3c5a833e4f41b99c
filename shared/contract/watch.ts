import * as z from 'zod/mini'
import { instant } from './instant.ts'

/** A part of a page that watches the vote, in words and figures as people read them. */
const watchedSection = z.strictObject({
  heading: z.string(),
  /** Whether it tells of something that is not as usual. */
  tone: z.enum(['usual', 'wrong']),
  lines: z.array(z.string()),
  /** What one sees first. */
  figures: z.array(z.strictObject({ figure: z.string(), of: z.string() })),
  table: z.optional(
    z.strictObject({
      caption: z.string(),
      /** Names of the columns; the first names the rows. */
      columns: z.array(z.string()),
      rows: z.array(z.array(z.string())),
    }),
  ),
  /** To be compared, letter by letter. */
  copy: z.optional(z.string()),
})

const watchedPage = z.strictObject({
  /** When it was read. */
  at: instant,
  /** Suspended, extended, and when it closes. */
  vote: z.string(),
  sections: z.array(watchedSection),
})

export type WatchedPage = z.infer<typeof watchedPage>

export const watchView = z.strictObject({
  watch: watchedPage,
  day: z.optional(watchedPage).check(z.describe('For those who answer calls.')),
})

export type WatchView = z.infer<typeof watchView>
