import * as z from 'zod/mini'
import { consumerEnvironment, keysEnvironment, name } from '../../shared/runtime/environment.ts'

export const environment = z.object({
  ...consumerEnvironment,
  ...keysEnvironment,
  VOTERS_TABLE: name,
  REISSUES_TABLE: name,
  /** Of the voters' pages, without a slash at its end. */
  SITE_URL: name,
})
