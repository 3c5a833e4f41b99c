import * as z from 'zod/mini'
import { httpEnvironment, name } from '../../shared/runtime/environment.ts'

export const environment = z.object({ ...httpEnvironment, SESSIONS_TABLE: name })
