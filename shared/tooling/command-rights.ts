import { rollLockKey } from '../tables/roll-operations.ts'
import { auditRights } from './audit-rights.ts'
import { type CommandRights, scanRights } from './rights.ts'

/** Every role may also call `cloudformation:DescribeStacks`, whose answer names tables, keys and queues. */
export const commandRights = {
  readRoll: {
    commands: ['roll export', 'roll bounced', 'roll status'],
    tables: scanRights('voters', 'rollOperations'),
  },
  changeRoll: {
    commands: ['roll import', 'roll correct', 'roll remove', 'roll renew', 'roll agree'],
    tables: {
      voters: { may: ['BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Scan'] },
      reissues: { may: ['GetItem', 'UpdateItem'] },
      phones: { may: ['BatchGetItem', 'UpdateItem'] },
      passwordLinks: { may: ['UpdateItem'] },
      rollOperations: {
        may: ['PutItem', 'UpdateItem', 'ConditionCheckItem', 'Scan'],
        deletes: [rollLockKey],
      },
    },
    queues: { news: ['SendMessage'] },
    asksTeamFunction: true,
  },
  returnNotices: {
    commands: ['roll returned'],
    tables: {
      voters: { may: ['BatchGetItem'] },
      rollOperations: { may: ['PutItem', 'UpdateItem', 'Scan'], deletes: [rollLockKey] },
    },
    queues: { news: ['SendMessage'] },
    asksTeamFunction: true,
  },
  watch: {
    commands: ['election status', 'sms status'],
    tables: { calendar: { may: ['GetItem'] }, smsDays: { may: ['GetItem'] } },
    // Needed for the dashboard in CloudWatch's console. The commands read counts that the service stores.
    others: [
      { actions: ['cloudwatch:GetMetricData', 'cloudwatch:DescribeAlarms'], on: 'all resources' },
      { actions: ['cloudwatch:GetDashboard'], on: 'the dashboard' },
    ],
  },
  stopSms: {
    commands: ['sms try', 'sms close', 'sms pause', 'sms resume', 'sms cap', 'sms uncap'],
    asksTeamFunction: true,
  },
  changeCalendar: {
    commands: ['election suspend', 'election resume', 'election extend'],
    tables: { calendar: { may: ['GetItem'] } },
    asksTeamFunction: true,
  },
  testSms: {
    commands: ['sms test'],
    others: [{ actions: ['sns:Publish'], on: 'phone numbers' }],
  },
  mailAgain: {
    commands: ['mail status', 'mail unsuppress'],
    tables: {
      calendar: { may: ['GetItem'] },
      voters: {
        may: ['BatchGetItem'],
        updates: ['voterId', 'mailFailure', 'mailClearedAt'],
      },
    },
    asksTeamFunction: true,
    others: [
      {
        actions: ['ses:ListSuppressedDestinations', 'ses:DeleteSuppressedDestination'],
        on: 'all resources',
      },
    ],
  },
  redrive: {
    commands: ['election remedy files'],
    others: [
      { actions: ['sqs:ListQueues'], on: 'all resources' },
      {
        actions: ['sqs:GetQueueAttributes', 'sqs:GetQueueUrl', 'sqs:SendMessage'],
        on: 'the queues',
      },
      {
        actions: [
          'sqs:GetQueueAttributes',
          'sqs:GetQueueUrl',
          'sqs:ReceiveMessage',
          'sqs:DeleteMessage',
          'sqs:ChangeMessageVisibility',
        ],
        on: 'the dead-letter queues',
      },
    ],
  },
  restore: {
    commands: ['election restore'],
    asksTeamFunction: true,
  },
  /** A remedy may also need `watch`, `redrive` and `stopSms`. */
  remedy: {
    commands: ['election remedy'],
    restartsService: true,
  },
  deploy: {
    commands: ['npx cdk deploy'],
    others: [
      { actions: ['sts:AssumeRole'], on: "CDK's roles" },
      {
        actions: ['codepipeline:GetPipelineState', 'codepipeline:StartPipelineExecution'],
        on: 'the pipeline, if there is one',
      },
    ],
  },
  preflight: {
    commands: ['election preflight'],
    tables: scanRights('rollOperations'),
    others: [
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
        on: 'all resources',
      },
    ],
  },
  smoke: {
    commands: ['election smoke'],
    writesUntilSeal: true,
    tables: {
      voters: { may: ['BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem'] },
      reissues: { may: ['GetItem', 'UpdateItem'] },
      phones: { may: ['UpdateItem'] },
      passwordLinks: { may: ['GetItem', 'PutItem', 'UpdateItem'] },
      rollOperations: {
        may: ['PutItem', 'UpdateItem', 'ConditionCheckItem', 'Scan'],
        deletes: [rollLockKey],
      },
    },
    asksTeamFunction: true,
  },
  rotateKeys: {
    commands: ['keys status', 'keys replace', 'keys retire'],
    tables: scanRights('voters', 'reissues', 'rollOperations'),
    asksTeamFunction: true,
  },
  rehearse: {
    commands: ['rehearsal guests', 'rehearsal wipe'],
    onlyInRehearsal: true,
    tables: {
      voters: { may: ['BatchGetItem', 'Scan', 'UpdateItem', 'DeleteItem'] },
      sessions: { may: ['Scan', 'DeleteItem'] },
      passwordLinks: { may: ['Scan', 'DeleteItem'] },
      phones: { may: ['Scan', 'DeleteItem'] },
      reissues: { may: ['Scan', 'DeleteItem'] },
      attempts: { may: ['Scan', 'DeleteItem'] },
      smsDays: { may: ['Scan', 'DeleteItem'] },
      rollOperations: { may: ['Scan', 'PutItem', 'UpdateItem', 'DeleteItem'] },
      calendar: { may: ['Scan', 'DeleteItem'] },
    },
    asksTeamFunction: true,
  },
  ...auditRights,
  seal: {
    commands: ['election seal'],
    tables: scanRights('voters', 'interventions', 'rollOperations'),
    asksTeamFunction: true,
    // The answer contains the origin token and the API's secret path.
    others: [{ actions: ['cloudfront:GetDistributionConfig'], on: 'the distributions' }],
  },
  repair: {
    commands: ['roll repair', 'roll agree'],
    tables: { voters: { may: ['BatchGetItem'] }, rollOperations: { may: ['GetItem'] } },
    asksTeamFunction: true,
  },
  connectStaff: {
    commands: [],
    secrets: { staffClientSecret: ['PutSecretValue'] },
  },
} as const satisfies Record<string, CommandRights>

export type RightsName = keyof typeof commandRights
