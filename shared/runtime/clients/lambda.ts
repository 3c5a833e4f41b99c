import { LambdaClient } from '@aws-sdk/client-lambda'
import { clientDefaults } from './client-defaults.ts'

/** For functions that answer at once what takes some seconds: asked again, they would be asked twice. */
export function lambdaClient(): LambdaClient {
  const requestHandler = { ...clientDefaults.requestHandler, requestTimeout: 16_000 }
  return new LambdaClient({ ...clientDefaults, requestHandler, maxAttempts: 1 })
}
