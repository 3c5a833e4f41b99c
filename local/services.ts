import type { LocalDeployment } from '../team/deployment.ts'
import type { ApiOrigin, Distribution } from './app/cloudfront-distribution.ts'
import type { SynthesisedApp } from './app/read-app.ts'
import type { Lambdas } from './lambda.ts'
import { startLambdaApi } from './lambda-api.ts'
import { startCloudWatchApi } from './metrics.ts'
import type { Secrets } from './secrets.ts'

/** AWS services that tests emulate more fully than `npm start`. */
export interface Services {
  endpoints: Pick<
    LocalDeployment['endpoints'],
    'cloudFormation' | 'cloudFront' | 'cloudWatch' | 'eventBridge' | 'lambda'
  >
  putLogLine(line: string): void
  originHeaders(distribution: Distribution, origin: ApiOrigin): Record<string, string>
  /** `source` is the ARN of a queue or stream, or the name of a rule. */
  isTriggerEnabled(source: string): boolean
  close(): Promise<void>
}

export async function startServices(
  app: SynthesisedApp,
  secrets: Secrets,
  invoke: Lambdas['invoke'],
): Promise<Services> {
  const metrics = await startCloudWatchApi(app.alarms)
  const lambdaApi = await startLambdaApi(app, invoke)
  const lambda = lambdaApi.endpoint
  return {
    // CloudFormation and CloudFront are not emulated: their calls get a 404.
    endpoints: {
      ...{ lambda, eventBridge: lambda, cloudFormation: lambda, cloudFront: lambda },
      cloudWatch: metrics.endpoint,
    },
    putLogLine: metrics.putLogLine,
    originHeaders: (_, { customHeaders }) =>
      JSON.parse(secrets.resolveReferences(JSON.stringify(customHeaders))),
    isTriggerEnabled: () => true,
    async close() {
      await metrics.close()
      await lambdaApi.close()
    },
  }
}
