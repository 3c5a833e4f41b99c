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

/** Work to do before one more security code: find the number from 0 to `most` that, written after the salt, gives the hash. */
export const proofOfWork = z.strictObject({
  salt: z.string(),
  hash: z.string(),
  most: z.int(),
  signature: z.string(),
})

const part = z.string().check(z.maxLength(128, 'malformed'), z.regex(/^[\w.-]+$/, 'malformed'))
const number = z.int('malformed').check(z.nonnegative('malformed'))

/** Empty, unless a proof of work was asked for. */
export const captchaBody = z.object({
  proof: z.optional(
    z.object({ salt: part, hash: part, most: number, signature: part, number }, 'malformed'),
  ),
})
