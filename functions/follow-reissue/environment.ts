import * as z from 'zod/mini'
import { httpEnvironment, name } from '../../shared/runtime/environment.ts'

export const environment = z.object({
  ...httpEnvironment,
  VOTERS_TABLE: name,
  SESSIONS_TABLE: name,
  REISSUES_TABLE: name,
})
