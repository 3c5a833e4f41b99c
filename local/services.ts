import type { LocalDeployment } from '../team/deployment.ts'
import type { ApiOrigin, Distribution } from './app/cloudfront-distribution.ts'
import type { SynthesisedApp } from './app/read-app.ts'
import type { Lambdas } from './lambda.ts'
import { startLambdaApi } from './lambda-api.ts'
import { startFunctionMetrics } from './metrics.ts'
import type { Secrets } from './secrets.ts'

/** What AWS has beside what the engines stand for. Tests have more of it than `npm start`. */
export interface Services {
  endpoints: Pick<
    LocalDeployment['endpoints'],
    'cloudFormation' | 'cloudFront' | 'cloudWatch' | 'eventBridge' | 'lambda'
  >
  /** Given each line that a function writes. */
  readLine(line: string): void
  /** What a distribution adds to what it sends to its API. */
  originHeaders(distribution: Distribution, origin: ApiOrigin): Record<string, string>
  /** Whether a queue or a stream, by its ARN, or a rule, by its name, calls its function. */
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
