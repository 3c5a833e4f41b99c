import * as z from 'zod/mini'
import { instant } from './descriptions.ts'

export const captcha = z.strictObject({
  id: z.uuid(),
  image: z.string().check(z.regex(/^data:image\//)),
  audio: z.string().check(z.regex(/^\/api\/captcha-sounds\/[\w.-]+$/)),
  expiresAt: instant,
})

export type Captcha = z.infer<typeof captcha>
