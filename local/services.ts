import type { LocalDeployment } from '../team/deployment.ts'
import type { ApiOrigin, Distribution } from './app/cloudfront-distribution.ts'
import type { SynthesisedApp } from './app/read-app.ts'
import type { Lambdas } from './lambda.ts'
import { startLambdaApi } from './lambda-api.ts'
import { startFunctionMetrics } from './metrics.ts'
import type { Secrets } from './secrets.ts'

/** Other services of AWS. Tests have more of them than `npm start`. */
export interface Services {
  endpoints: Pick<
    LocalDeployment['endpoints'],
    'cloudFormation' | 'cloudFront' | 'cloudWatch' | 'eventBridge' | 'lambda'
  >
  /** Given each line that a function writes. */
  readLine(line: string): void
  /** Headers that a distribution adds for its API. */
  originHeaders(distribution: Distribution, origin: ApiOrigin): Record<string, string>
  /** True if a queue or a stream, by ARN, or a rule, by name, invokes its function. */
  isOn(source: string): boolean
  close(): Promise<void>
}

/** @param invoke of the run's functions, once they run */
export async function startServices(
  app: SynthesisedApp,
  secrets: Secrets,
  invoke: Lambdas['invoke'],
): Promise<Services> {
  const metrics = await startFunctionMetrics(app.alarms)
  const lambdaApi = await startLambdaApi(app, invoke)
  const lambda = lambdaApi.endpoint
  return {
    // The other two refuse: only the seal and the origin's token need them.
    endpoints: {
      ...{ lambda, eventBridge: lambda, cloudFormation: lambda, cloudFront: lambda },
      cloudWatch: metrics.endpoint,
    },
    readLine: metrics.readLine,
    originHeaders: (_, { customHeaders }) =>
      JSON.parse(secrets.resolveReferences(JSON.stringify(customHeaders))),
    isOn: () => true,
    async close() {
      await metrics.close()
      await lambdaApi.close()
    },
  }
}
