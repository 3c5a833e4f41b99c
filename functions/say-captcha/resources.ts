import type { FunctionResources } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'say-captcha',
  secrets: ['proofKeys', 'originToken'],
} as const satisfies FunctionResources
