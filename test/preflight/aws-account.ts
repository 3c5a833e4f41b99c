import { ACMClient, DescribeCertificateCommand } from '@aws-sdk/client-acm'
import { APIGatewayClient, GetAccountCommand as GetApiAccount } from '@aws-sdk/client-api-gateway'
import {
  CloudFormationClient,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation'
import { CloudFrontClient, ListDistributionsCommand } from '@aws-sdk/client-cloudfront'
import {
  CloudWatchLogsClient,
  DescribeSubscriptionFiltersCommand,
} from '@aws-sdk/client-cloudwatch-logs'
import { DescribeLimitsCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { GetAccountSettingsCommand, LambdaClient, ListLayersCommand } from '@aws-sdk/client-lambda'
import {
  DescribeAccountAttributesCommand,
  DescribeSpendLimitsCommand,
  GetProtectConfigurationCountryRuleSetCommand,
  PinpointSMSVoiceV2Client,
} from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { GetHostedZoneCommand, Route53Client } from '@aws-sdk/client-route-53'
import {
  GetAccountCommand,
  GetEmailIdentityCommand,
  NotFoundException,
  SESv2Client,
} from '@aws-sdk/client-sesv2'
import {
  GetSMSAttributesCommand,
  GetSMSSandboxAccountStatusCommand,
  SNSClient,
} from '@aws-sdk/client-sns'
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { mockedClients } from '../fakes/mocked-clients.ts'

export const account = '123456789012'
export const region = 'eu-west-3'
export const domain = 'elections.example'
export const tokens = ['aaa', 'bbb', 'ccc']

export function mockAccount() {
  return {
    acm: mockedClients(ACMClient),
    apiGateway: mockedClients(APIGatewayClient),
    cloudFormation: mockedClients(CloudFormationClient),
    cloudFront: mockedClients(CloudFrontClient),
    dynamodb: mockedClients(DynamoDBClient),
    endUserMessaging: mockedClients(PinpointSMSVoiceV2Client),
    lambda: mockedClients(LambdaClient),
    logs: mockedClients(CloudWatchLogsClient),
    route53: mockedClients(Route53Client),
    ses: mockedClients(SESv2Client),
    sns: mockedClients(SNSClient),
    sts: mockedClients(STSClient),
  }
}

export type MockedAccount = ReturnType<typeof mockAccount>

/** As AWS names and words it. */
export function awsError(name: string, message = name): Error {
  return Object.assign(new Error(message), { name })
}

const stackOf = (Outputs: object[]) => ({
  Stacks: [
    { StackName: 'S', CreationTime: new Date(0), StackStatus: 'UPDATE_COMPLETE' as const, Outputs },
  ],
})

export const spendLimit = (MaxLimit: number) => ({
  SpendLimits: [
    {
      Name: 'TEXT_MESSAGE_MONTHLY_SPEND_LIMIT' as const,
      ...{ MaxLimit, EnforcedLimit: MaxLimit, Overridden: true },
    },
  ],
})

export const sesAccount = (isOpen: boolean, Max24HourSend: number, MaxSendRate: number) => ({
  ...{ ProductionAccessEnabled: isOpen, SendingEnabled: true, EnforcementStatus: 'HEALTHY' },
  SendQuota: { Max24HourSend, MaxSendRate, SentLast24Hours: 0 },
})

/** All is granted, and the election of `validElectionFile` is deployed there. */
export function grantEverything(mocks: MockedAccount): void {
  const { sts, cloudFormation, ses, sns, endUserMessaging, lambda } = mocks
  sts
    .on(GetCallerIdentityCommand)
    .resolves({ Account: account, Arn: `arn:aws:sts::${account}:assumed-role/Deployer/alice` })
    .on(AssumeRoleCommand)
    .resolves({})
  cloudFormation
    .on(DescribeStacksCommand)
    .resolves(stackOf([{ OutputKey: 'DistributionId', OutputValue: 'E1' }]))
    .on(DescribeStacksCommand, { StackName: 'CDKToolkit' })
    .resolves(stackOf([{ OutputKey: 'BootstrapVersion', OutputValue: '28' }]))
    .on(DescribeStackResourcesCommand)
    .resolves({
      StackResources: [
        {
          LogicalResourceId: 'MailDomain',
          PhysicalResourceId: domain,
          ResourceType: 'AWS::SES::EmailIdentity',
          Timestamp: new Date(0),
          ResourceStatus: 'CREATE_COMPLETE',
        },
      ],
    })
  ses
    .on(GetAccountCommand)
    .resolves(sesAccount(true, 3_000_000, 100))
    .on(GetEmailIdentityCommand)
    .rejects(notFound())
    .on(GetEmailIdentityCommand, { EmailIdentity: domain })
    .resolves({
      VerifiedForSendingStatus: true,
      DkimAttributes: { SigningEnabled: true, Tokens: tokens },
      MailFromAttributes: {
        MailFromDomain: `bounce.${domain}`,
        MailFromDomainStatus: 'SUCCESS',
        BehaviorOnMxFailure: 'USE_DEFAULT_VALUE',
      },
    })
  sns
    .on(GetSMSSandboxAccountStatusCommand)
    .resolves({ IsInSandbox: false })
    .on(GetSMSAttributesCommand)
    .resolves({
      attributes: {
        MonthlySpendLimit: '20000',
        DeliveryStatusIAMRole: `arn:aws:iam::${account}:role/ReassortSms-SmsLogWriter-1`,
      },
    })
  endUserMessaging
    .on(DescribeSpendLimitsCommand)
    .resolves(spendLimit(50_000))
    .on(DescribeAccountAttributesCommand)
    .resolves({ AccountAttributes: [{ Name: 'ACCOUNT_TIER', Value: 'PRODUCTION' }] })
    .on(GetProtectConfigurationCountryRuleSetCommand)
    .resolves({})
  lambda
    .on(GetAccountSettingsCommand)
    .resolves({ AccountLimit: { ConcurrentExecutions: 1000, UnreservedConcurrentExecutions: 980 } })
    .on(ListLayersCommand)
    .resolves({ Layers: [] })
  mocks.apiGateway
    .on(GetApiAccount)
    .resolves({ throttleSettings: { rateLimit: 10_000, burstLimit: 5000 } })
  mocks.dynamodb.on(DescribeLimitsCommand).resolves({ TableMaxWriteCapacityUnits: 40_000 })
  mocks.logs.on(DescribeSubscriptionFiltersCommand).resolves({
    subscriptionFilters: [
      { destinationArn: `arn:aws:lambda:${region}:${account}:function:reassort-collect-receipts` },
    ],
  })
  mocks.acm.on(DescribeCertificateCommand).resolves({
    Certificate: {
      Status: 'ISSUED',
      Type: 'AMAZON_ISSUED',
      SubjectAlternativeNames: [`*.${domain}`],
      NotAfter: new Date('2027-06-01'),
      DomainValidationOptions: [
        {
          DomainName: domain,
          ResourceRecord: { Name: `_x.${domain}.`, Type: 'CNAME', Value: '_y.acm.' },
        },
      ],
    },
  })
  mocks.route53.on(GetHostedZoneCommand).resolves({
    HostedZone: { Id: 'Z1', Name: `${domain}.`, CallerReference: '1' },
    DelegationSet: { NameServers: ['ns-1.awsdns-1.org'] },
  })
  mocks.cloudFront.on(ListDistributionsCommand).resolves({
    DistributionList: {
      Items: [{ Id: 'E1', Aliases: { Quantity: 1, Items: [`vote.${domain}`] } } as never],
      Marker: '',
      MaxItems: 100,
      IsTruncated: false,
      Quantity: 1,
    },
  })
}

export const notFound = () => new NotFoundException({ message: 'no', $metadata: {} })
