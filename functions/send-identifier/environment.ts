import * as z from 'zod/mini'
import { name } from '../runtime/environment.ts'

export const environment = z.object({
  MASTER_KEY_SECRET: name,
  VOTERS_TABLE: name,
  PHONES_TABLE: name,
  REISSUES_TABLE: name,
})
