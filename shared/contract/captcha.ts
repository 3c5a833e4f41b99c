import * as z from 'zod/mini'
import { instant } from './instant.ts'

/** A security code to read: a picture and a sound, as `data:` URIs. */
export const captcha = z.strictObject({
  id: z.uuid(),
  image: z.string().check(z.regex(/^data:image\//)),
  audio: z.string().check(z.regex(/^data:audio\//)),
  expiresAt: instant,
})

export type Captcha = z.infer<typeof captcha>
