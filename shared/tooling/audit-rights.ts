import { type CommandRights, scanRights } from './rights.ts'

const ledgerReadRights = [
  { actions: ['s3:GetObjectVersion', 's3:ListBucketVersions'], target: 'the ledger' },
  { actions: ['kms:GetPublicKey'], target: "the ledger's key" },
] as const

export const auditRights = {
  readLedger: { commands: ['ledger status', 'ledger export'], otherRights: ledgerReadRights },
  compareLedger: {
    commands: ['ledger compare'],
    tables: {
      ...scanRights('voters', 'sessions', 'phones', 'reissues', 'passwordLinks'),
      ...scanRights('smsDays', 'rollOperations', 'interventions', 'calendar'),
    },
    secrets: { ledgerKeys: ['GetSecretValue'] },
    otherRights: ledgerReadRights,
  },
  verifySeal: {
    commands: ['election verify-seal'],
    tables: scanRights('voters', 'interventions'),
    otherRights: [
      {
        actions: ['cloudformation:DescribeStacks', 'cloudformation:ListStackResources'],
        target: "the election's stacks",
      },
      { actions: ['lambda:GetFunction'], target: "the functions' code" },
      { actions: ['cloudfront:GetFunction'], target: 'the code at the edge' },
      { actions: ['kms:GetPublicKey'], target: "the ledger's key" },
      { actions: ['kms:GetKeyPolicy'], target: 'the key of the tables' },
    ],
  },
  audit: {
    commands: [],
    otherTool: 'The AWS command line',
    otherRights: [
      {
        // Versions reveal a file that a delete marker hides.
        actions: [
          's3:GetBucketLocation',
          's3:ListBucket',
          's3:ListBucketVersions',
          's3:GetObject',
          's3:GetObjectVersion',
        ],
        target: 'the records of the audit trail',
      },
      {
        actions: [
          'cloudtrail:DescribeTrails',
          'cloudtrail:GetTrail',
          'cloudtrail:GetTrailStatus',
          'cloudtrail:GetEventSelectors',
          'cloudtrail:ListPublicKeys',
          'cloudtrail:LookupEvents',
        ],
        target: 'all resources',
      },
      {
        actions: ['cloudformation:DescribeStackEvents', 'cloudformation:GetTemplate'],
        target: "the election's stacks",
      },
      {
        actions: [
          'iam:GetRole',
          'iam:GetRolePolicy',
          'iam:ListRolePolicies',
          'iam:ListAttachedRolePolicies',
        ],
        target: "the election's roles",
      },
    ],
  },
} as const satisfies Record<string, CommandRights>
