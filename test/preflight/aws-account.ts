import { ACMClient, DescribeCertificateCommand } from '@aws-sdk/client-acm'
import { APIGatewayClient, GetAccountCommand as GetApiAccount } from '@aws-sdk/client-api-gateway'
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation'
import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda'
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
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb'
import { mockedClients } from '../fakes/mocked-clients.ts'

export const account = '123456789012'
export const domain = 'elections.example'
export const tokens = ['aaa', 'bbb', 'ccc']

export function mockAccount() {
  return {
    acm: mockedClients(ACMClient),
    apiGateway: mockedClients(APIGatewayClient),
    cloudFormation: mockedClients(CloudFormationClient),
    dynamodb: mockedClients(DynamoDBDocumentClient),
    endUserMessaging: mockedClients(PinpointSMSVoiceV2Client),
    lambda: mockedClients(LambdaClient),
    route53: mockedClients(Route53Client),
    ses: mockedClients(SESv2Client),
    sns: mockedClients(SNSClient),
    sts: mockedClients(STSClient),
  }
}

export type MockedAccount = ReturnType<typeof mockAccount>

export function awsError(name: string, message = name): Error {
  return Object.assign(new Error(message), { name })
}

export const senderOf = (name: string) =>
  ({
    name,
    VerifiedForSendingStatus: true,
    DkimAttributes: { Status: 'SUCCESS', Tokens: tokens },
    MailFromAttributes: {
      MailFromDomain: `bounce.${domain}`,
      MailFromDomainStatus: 'SUCCESS',
      BehaviorOnMxFailure: 'USE_DEFAULT_VALUE',
    },
  }) as const

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

export function grantEverything(mocks: MockedAccount): void {
  const { sts, ses, sns, endUserMessaging } = mocks
  sts
    .on(GetCallerIdentityCommand)
    .resolves({ Account: account, Arn: `arn:aws:sts::${account}:assumed-role/Deployer/alice` })
  const Outputs = [{ OutputKey: 'RollOperationsTable', OutputValue: 'Operations' }]
  const stack = { StackStatus: 'UPDATE_COMPLETE', Outputs }
  mocks.cloudFormation.on(DescribeStacksCommand).resolves({ Stacks: [stack] } as object)
  mocks.dynamodb.on(ScanCommand).resolves({ Items: [] })
  ses
    .on(GetAccountCommand)
    .resolves(sesAccount(true, 3_000_000, 100))
    .on(GetEmailIdentityCommand)
    .rejects(notFound())
    .on(GetEmailIdentityCommand, { EmailIdentity: domain })
    .resolves(senderOf(domain))
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
  mocks.lambda
    .on(GetAccountSettingsCommand)
    .resolves({ AccountLimit: { ConcurrentExecutions: 1000 } })
  mocks.apiGateway
    .on(GetApiAccount)
    .resolves({ throttleSettings: { rateLimit: 10_000, burstLimit: 5000 } })
  mocks.acm
    .on(DescribeCertificateCommand)
    .resolves({ Certificate: { Type: 'AMAZON_ISSUED', NotAfter: new Date('2027-06-01') } as never })
  mocks.route53.on(GetHostedZoneCommand).resolves({
    HostedZone: { Id: 'Z1', Name: `${domain}.`, CallerReference: '1' },
    DelegationSet: { NameServers: ['ns-1.awsdns-1.org'] },
  })
}

export const notFound = () => new NotFoundException({ message: 'no', $metadata: {} })
