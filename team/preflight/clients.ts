import { ACMClient } from '@aws-sdk/client-acm'
import { APIGatewayClient } from '@aws-sdk/client-api-gateway'
import { CloudFormationClient } from '@aws-sdk/client-cloudformation'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { LambdaClient } from '@aws-sdk/client-lambda'
import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { Route53Client } from '@aws-sdk/client-route-53'
import { SESv2Client } from '@aws-sdk/client-sesv2'
import { SNSClient } from '@aws-sdk/client-sns'
import { STSClient } from '@aws-sdk/client-sts'
import { edgeRegion } from '../../shared/domain/election/edge.ts'
import type { Election } from '../../shared/domain/election/election.ts'
import type { Caller } from './caller.ts'
import type { Dns } from './dns.ts'

/** SES throttles its account API to about one call a second, so a call may need several attempts. */
const retryOptions = {
  maxAttempts: 5,
  requestHandler: { connectionTimeout: 5000, requestTimeout: 15_000, throwOnRequestTimeout: true },
}

export function openClients(region: string) {
  const regionOptions = { ...retryOptions, region }
  return {
    acm: new ACMClient({ ...retryOptions, region: edgeRegion }),
    apiGateway: new APIGatewayClient(regionOptions),
    cloudFormation: new CloudFormationClient(regionOptions),
    dynamodb: new DynamoDBClient(regionOptions),
    endUserMessaging: new PinpointSMSVoiceV2Client(regionOptions),
    lambda: new LambdaClient(regionOptions),
    route53: new Route53Client(regionOptions),
    ses: new SESv2Client(regionOptions),
    sns: new SNSClient(regionOptions),
    sts: new STSClient(regionOptions),
  }
}

export interface Account {
  election: Election
  clients: ReturnType<typeof openClients>
  dns: Dns
  caller: Caller
  /** Total rate of the routes that every election has, and of unknown routes (`lib/route-throttles.ts`). */
  apiPerSecond: number
}
