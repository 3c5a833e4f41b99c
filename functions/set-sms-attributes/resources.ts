import type { FunctionResources } from '../../shared/runtime/resources.ts'

export const resources = { folder: 'set-sms-attributes' } as const satisfies FunctionResources
