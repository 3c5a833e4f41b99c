import type { FunctionResources } from '../../shared/runtime/resources.ts'

/** lib/sms-stack.ts grants the function's permissions on the account. */
export const resources = { folder: 'set-sms-attributes' } as const satisfies FunctionResources
