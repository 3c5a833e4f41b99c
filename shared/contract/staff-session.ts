import * as z from 'zod/mini'
import { staffRoles } from '../domain/election/election.ts'
import { instant } from './descriptions.ts'

export const staffSignInStart = z.object({ address: z.url() })

export type StaffSignInStart = z.infer<typeof staffSignInStart>

export const staffSignInBody = z.object({
  code: z.string().check(z.minLength(1), z.maxLength(2048)),
  state: z.string().check(z.minLength(1), z.maxLength(100)),
  iss: z.optional(z.string().check(z.maxLength(300))),
})

export const staffSession = z.object({
  email: z.string(),
  role: z.enum(staffRoles),
  election: z.object({ title: z.string(), timeZone: z.string() }),
  session: z.object({ expiresAt: instant, endsAt: instant }),
})

export type StaffSessionView = z.infer<typeof staffSession>
