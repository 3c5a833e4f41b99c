import * as z from 'zod/mini'
import { instant } from './descriptions.ts'

export const calendar = z.strictObject({
  version: z.int().check(z.gte(0), z.describe('Number of changes.')),
  suspended: z.boolean(),
  reissueClosesAt: instant,
  voteClosesAt: instant,
  announcement: z
    .strictObject({ fr: z.string(), en: z.string() })
    .check(z.describe('Announcement of the changes to voters; empty if there is none.')),
})

export type Calendar = z.infer<typeof calendar>
