import * as z from 'zod/mini'
import { consumerEnvironment, keysEnvironment, name } from '../runtime/environment.ts'

export const environment = z.object({
  ...consumerEnvironment,
  ...keysEnvironment,
  VOTERS_TABLE: name,
  PASSWORD_LINKS_TABLE: name,
  /** Of the voters' pages, without a slash at its end. */
  SITE_URL: name,
})
