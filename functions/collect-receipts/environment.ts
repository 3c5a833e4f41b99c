import * as z from 'zod/mini'
import { name } from '../../shared/runtime/environment.ts'

export const environment = z.object({ RECEIPT_QUEUE_URL: name })
