import * as z from 'zod/mini'
import { name } from '../runtime/environment.ts'

export const environment = z.object({
  VOTERS_TABLE: name,
  REISSUES_TABLE: name,
})
