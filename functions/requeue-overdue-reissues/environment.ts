import * as z from 'zod/mini'
import { name } from '../../shared/runtime/environment.ts'

export const environment = z.object({
  REISSUES_TABLE: name,
  SMS_DUE_INDEX: name,
  MAIL_DUE_INDEX: name,
  SMS_QUEUE_URL: name,
  MAIL_QUEUE_URL: name,
})
