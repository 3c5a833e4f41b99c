import type { FunctionResources } from '../../shared/runtime/resources.ts'

/** What it may do to the account is said where the account is: lib/sms-stack.ts. */
export const resources = { folder: 'set-sms-attributes' } as const satisfies FunctionResources
