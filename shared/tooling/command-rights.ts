import { rollLockKey } from '../tables/roll-operations.ts'
import { auditRights } from './audit-rights.ts'
import { type CommandRights, scanRights, smsActions } from './rights.ts'

/** Each role may also call `cloudformation:DescribeStacks`, whose answer names tables, keys and queues. */
export const commandRights = {
  readRoll: {
    commands: ['roll export', 'roll bounced', 'roll status'],
    tables: scanRights('voters', 'rollOperations'),
  },
  changeRoll: {
    commands: ['roll import', 'roll correct', 'roll remove', 'roll renew', 'roll agree'],
    tables: {
      voters: { actions: ['BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Scan'] },
      reissues: { actions: ['GetItem', 'UpdateItem'] },
      phones: { actions: ['BatchGetItem', 'UpdateItem'] },
      passwordLinks: { actions: ['UpdateItem'] },
      rollOperations: {
        actions: ['PutItem', 'UpdateItem', 'ConditionCheckItem', 'Scan'],
        deletableKeys: [rollLockKey],
      },
    },
    queues: { news: ['SendMessage'] },
    callsTeamFunction: true,
  },
  returnNotices: {
    commands: ['roll returned'],
    tables: {
      voters: { actions: ['BatchGetItem'] },
      rollOperations: { actions: ['PutItem', 'UpdateItem', 'Scan'], deletableKeys: [rollLockKey] },
    },
    queues: { news: ['SendMessage'] },
    callsTeamFunction: true,
  },
  watch: {
    commands: ['election status', 'sms status'],
    tables: { calendar: { actions: ['GetItem'] }, smsDays: { actions: ['GetItem'] } },
  },
  openDashboard: {
    commands: [],
    otherTool: 'The dashboard in CloudWatch',
    otherRights: [
      {
        actions: ['cloudwatch:GetMetricData', 'cloudwatch:DescribeAlarms'],
        target: 'all resources',
      },
      { actions: ['cloudwatch:GetDashboard'], target: 'the dashboard' },
    ],
  },
  callTeamFunction: {
    commands: [
      'election restore',
      ...['sms try', 'sms close', 'sms pause', 'sms resume', 'sms cap', 'sms uncap'],
    ],
    callsTeamFunction: true,
  },
  changeCalendar: {
    commands: ['election suspend', 'election resume', 'election extend'],
    tables: { calendar: { actions: ['GetItem'] } },
    callsTeamFunction: true,
  },
  testSms: {
    commands: ['sms test'],
    otherRights: [{ actions: smsActions, target: 'phone numbers' }],
  },
  unsuppressMail: {
    commands: ['mail status', 'mail unsuppress'],
    tables: {
      calendar: { actions: ['GetItem'] },
      voters: {
        actions: ['BatchGetItem'],
        attributes: ['voterId', 'mailFailure', 'mailClearedAt'],
      },
    },
    callsTeamFunction: true,
    otherRights: [
      {
        actions: ['ses:ListSuppressedDestinations', 'ses:DeleteSuppressedDestination'],
        target: 'all resources',
      },
    ],
  },
  redrive: {
    commands: ['election remedy files', 'election remedy journal'],
    otherRights: [
      { actions: ['sqs:ListQueues'], target: 'all resources' },
      { actions: ['sqs:GetQueueAttributes', 'sqs:SendMessage'], target: 'the queues' },
      {
        actions: [
          'sqs:GetQueueAttributes',
          'sqs:GetQueueUrl',
          'sqs:ReceiveMessage',
          'sqs:DeleteMessage',
          'sqs:ChangeMessageVisibility',
        ],
        target: 'the dead-letter queues',
      },
    ],
  },
  remedy: { commands: ['election remedy'], restartsService: true },
  deploy: {
    commands: ['npx cdk deploy'],
    otherRights: [{ actions: ['sts:AssumeRole'], target: "CDK's roles" }],
  },
  preflight: {
    commands: ['election preflight'],
    tables: scanRights('rollOperations'),
    otherRights: [
      {
        actions: [
          'cloudformation:DescribeStacks',
          'ses:GetAccount',
          'ses:GetEmailIdentity',
          'sns:GetSMSAttributes',
          'sns:GetSMSSandboxAccountStatus',
          'sms-voice:DescribeSpendLimits',
          'sms-voice:DescribeAccountAttributes',
          'sms-voice:GetProtectConfigurationCountryRuleSet',
          'lambda:GetAccountSettings',
          'apigateway:GET',
          'acm:DescribeCertificate',
          'route53:GetHostedZone',
        ],
        target: 'all resources',
      },
    ],
  },
  smoke: {
    commands: ['election smoke'],
    writesUntilSeal: true,
    tables: {
      voters: { actions: ['BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem'] },
      reissues: { actions: ['GetItem', 'UpdateItem'] },
      phones: { actions: ['UpdateItem'] },
      passwordLinks: { actions: ['GetItem', 'PutItem', 'UpdateItem'] },
      rollOperations: {
        actions: ['PutItem', 'UpdateItem', 'ConditionCheckItem', 'Scan'],
        deletableKeys: [rollLockKey],
      },
    },
    callsTeamFunction: true,
  },
  rotateKeys: {
    commands: ['keys status', 'keys replace', 'keys retire'],
    tables: scanRights('voters', 'reissues', 'rollOperations'),
    callsTeamFunction: true,
  },
  rehearse: {
    commands: ['rehearsal guests', 'rehearsal wipe'],
    onlyInRehearsal: true,
    tables: {
      voters: { actions: ['BatchGetItem', 'Scan', 'UpdateItem', 'DeleteItem'] },
      sessions: { actions: ['Scan', 'DeleteItem'] },
      passwordLinks: { actions: ['Scan', 'DeleteItem'] },
      phones: { actions: ['Scan', 'DeleteItem'] },
      reissues: { actions: ['Scan', 'DeleteItem'] },
      attempts: { actions: ['Scan', 'DeleteItem'] },
      smsDays: { actions: ['Scan', 'DeleteItem'] },
      rollOperations: { actions: ['Scan', 'PutItem', 'UpdateItem', 'DeleteItem'] },
      calendar: { actions: ['Scan', 'DeleteItem'] },
    },
    callsTeamFunction: true,
  },
  ...auditRights,
  seal: {
    commands: ['election seal'],
    tables: scanRights('voters', 'interventions', 'rollOperations'),
    callsTeamFunction: true,
    // `verifySeal` lacks this right, since the answer contains the origin token and the API's secret path.
    otherRights: [{ actions: ['cloudfront:GetDistributionConfig'], target: 'the distributions' }],
  },
  repair: {
    commands: ['roll repair', 'roll agree'],
    tables: { voters: { actions: ['BatchGetItem'] }, rollOperations: { actions: ['GetItem'] } },
    callsTeamFunction: true,
  },
  useCommandLine: {
    commands: [],
    otherTool: 'The AWS command line',
    secrets: { staffClientSecret: ['PutSecretValue'] },
    otherRights: [
      {
        actions: ['codepipeline:GetPipelineState', 'codepipeline:StartPipelineExecution'],
        target: 'the pipeline, if there is one',
      },
    ],
  },
} as const satisfies Record<string, CommandRights>

export type RightsName = keyof typeof commandRights
