import { type CommandRights, scanRights } from './rights.ts'

const readsLedger = [
  { actions: ['s3:GetObjectVersion', 's3:ListBucketVersions'], on: 'the ledger' },
  { actions: ['kms:GetPublicKey'], on: "the ledger's key" },
] as const

export const auditRights = {
  readLedger: {
    commands: ['ledger status', 'ledger export'],
    others: readsLedger,
  },
  compareLedger: {
    commands: ['ledger compare'],
    tables: {
      ...scanRights('voters', 'sessions', 'phones', 'reissues', 'passwordLinks'),
      ...scanRights('smsDays', 'rollOperations', 'interventions', 'calendar'),
    },
    secrets: { ledgerKeys: ['GetSecretValue'] },
    others: readsLedger,
  },
  verifySeal: {
    commands: ['election verify-seal'],
    tables: scanRights('voters', 'interventions'),
    others: [
      {
        actions: ['cloudformation:DescribeStacks', 'cloudformation:ListStackResources'],
        on: "the election's stacks",
      },
      { actions: ['lambda:GetFunction'], on: "the functions' code" },
      { actions: ['cloudfront:GetFunction'], on: 'the code at the edge' },
      { actions: ['kms:GetPublicKey'], on: "the ledger's key" },
      { actions: ['kms:GetKeyPolicy'], on: 'the key of the tables' },
    ],
  },
  audit: {
    commands: [],
    others: [
      {
        // Versions reveal a file that a delete marker hides.
        actions: [
          's3:GetBucketLocation',
          's3:ListBucket',
          's3:ListBucketVersions',
          's3:GetObject',
          's3:GetObjectVersion',
        ],
        on: 'the records of the audit trail',
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
        on: 'all resources',
      },
      {
        actions: ['cloudformation:DescribeStackEvents', 'cloudformation:GetTemplate'],
        on: "the election's stacks",
      },
      {
        actions: [
          'iam:GetRole',
          'iam:GetRolePolicy',
          'iam:ListRolePolicies',
          'iam:ListAttachedRolePolicies',
        ],
        on: "the election's roles",
      },
    ],
  },
} as const satisfies Record<string, CommandRights>
