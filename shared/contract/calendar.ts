import * as z from 'zod/mini'
import { instant } from './instant.ts'

export const calendar = z.strictObject({
  version: z.int().check(z.gte(0), z.describe('How often it was changed.')),
  suspended: z.boolean(),
  reissueClosesAt: instant,
  voteClosesAt: instant,
  announcement: z
    .strictObject({ fr: z.string(), en: z.string() })
    .check(z.describe('What voters must know of it; empty as long as nothing is changed.')),
})

export type Calendar = z.infer<typeof calendar>
