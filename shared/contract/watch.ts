import * as z from 'zod/mini'
import { watchedSection } from '../domain/staff/watched-section.ts'
import { instant } from './descriptions.ts'

const watchedPage = z.strictObject({
  at: instant,
  vote: z.string(),
  sections: z.array(watchedSection),
})

export type WatchedPage = z.infer<typeof watchedPage>

export const watchView = z.strictObject({
  watch: watchedPage,
  day: z.optional(watchedPage).check(z.describe("The day's page, for roles that answer calls.")),
})

export type WatchView = z.infer<typeof watchView>
