import * as z from 'zod/mini'
import { instant } from './instant.ts'

/** A security code to read, its picture as a `data:` URI, or to hear, at the path of its sound. */
export const captcha = z.strictObject({
  id: z.uuid(),
  image: z.string().check(z.regex(/^data:image\//)),
  audio: z.string().check(z.regex(/^\/api\/captcha-sounds\/[\w.-]+$/)),
  expiresAt: instant,
})

export type Captcha = z.infer<typeof captcha>
