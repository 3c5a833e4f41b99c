import * as z from 'zod/mini'
import { type FunctionResources, nonEmpty } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'deploy-stack',
  /** Of `cdk bootstrap`, which makes one of each in a region: their names without the region at the end. */
  settings: z.object({ FILES_BUCKET: nonEmpty, EXECUTION_ROLE: nonEmpty, REGION: nonEmpty }),
} as const satisfies FunctionResources
