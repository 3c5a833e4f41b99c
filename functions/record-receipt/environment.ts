import * as z from 'zod/mini'
import { consumerEnvironment, name } from '../../shared/runtime/environment.ts'

export const environment = z.object({
  ...consumerEnvironment,
  VOTERS_TABLE: name,
  PHONES_TABLE: name,
  REISSUES_TABLE: name,
  SMS_MESSAGE_INDEX: name,
})
