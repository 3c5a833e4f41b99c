import * as z from 'zod/mini'
import { instant } from './instant.ts'

/** What a voter reads aloud. */
export const fileCode = z.strictObject({
  code: z.string().check(z.regex(/^\d{8}$/)),
  expiresAt: instant,
})

export type FileCodeAnswer = z.infer<typeof fileCode>

export const openFileBody = z.object({ code: z.string().check(z.maxLength(64)) })

/** A voter's file, masked: sentences to say aloud. */
export const fileView = z.strictObject({
  initials: z.string(),
  /** When it closes by itself. */
  expiresAt: instant,
  sections: z.array(z.strictObject({ heading: z.string(), lines: z.array(z.string()) })),
})

export type FileView = z.infer<typeof fileView>
