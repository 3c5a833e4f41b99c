import type { FunctionResources } from '../../shared/runtime/resources.ts'

export const resources = {
  folder: 'say-captcha',
  routes: ['GET /api/captcha-sounds/{sealedCode}'],
  secrets: ['proofKeys', 'originToken'],
} as const satisfies FunctionResources
