import * as z from 'zod/mini'
import { phoneSmsKinds } from '../domain/account/known-phone-sms.ts'

export const reissueMessage = z.object({ reissueId: z.uuid() })

export const voterId = z.string().check(z.regex(/^[\w-]{22}$/))

const knownPhoneMessage = z.object({
  voterId,
  sms: z.enum(phoneSmsKinds),
  id: z.exactOptional(z.uuid()),
})

export const smsMessage = z.union([reissueMessage, knownPhoneMessage])
