import { ACMClient } from '@aws-sdk/client-acm'
import { APIGatewayClient } from '@aws-sdk/client-api-gateway'
import { CloudFormationClient } from '@aws-sdk/client-cloudformation'
import { CloudFrontClient } from '@aws-sdk/client-cloudfront'
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { LambdaClient } from '@aws-sdk/client-lambda'
import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { Route53Client } from '@aws-sdk/client-route-53'
import { SESv2Client } from '@aws-sdk/client-sesv2'
import { SNSClient } from '@aws-sdk/client-sns'
import { STSClient } from '@aws-sdk/client-sts'
import { edgeRegion } from '../../shared/domain/election/edge.ts'

/** SES takes a call or so a second; what does not answer must not hold the command up. */
const patience = {
  maxAttempts: 5,
  requestHandler: { connectionTimeout: 5000, requestTimeout: 15_000, throwOnRequestTimeout: true },
}

/** With the credentials of the shell. */
export function openClients(region: string) {
  const here = { ...patience, region }
  return {
    acm: new ACMClient({ ...patience, region: edgeRegion }),
    apiGateway: new APIGatewayClient(here),
    cloudFormation: (of: string) => new CloudFormationClient({ ...patience, region: of }),
    cloudFront: new CloudFrontClient(here),
    dynamodb: new DynamoDBClient(here),
    endUserMessaging: new PinpointSMSVoiceV2Client(here),
    lambda: new LambdaClient(here),
    logs: new CloudWatchLogsClient(here),
    route53: new Route53Client(here),
    ses: new SESv2Client(here),
    sns: new SNSClient(here),
    sts: new STSClient(here),
  }
}

export type Clients = ReturnType<typeof openClients>
