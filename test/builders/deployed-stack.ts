import type { StackOutputs } from '../../shared/contract/stack-outputs.ts'
import { electionDigest } from '../../shared/domain/election/election-digest.ts'
import { election } from './voters.ts'

export const outputs: StackOutputs = {
  SiteUrl: 'https://vote.example.org/',
  VotersTable: 'Voters-1',
  AttemptsTable: 'Attempts-1',
  PhonesTable: 'Phones-1',
  ReissuesTable: 'Reissues-1',
  PasswordLinksTable: 'Links-1',
  RollOperationsTable: 'Operations-1',
  NewsQueueUrl: 'https://sqs.eu-west-3.amazonaws.com/1/Mail',
  IdentifierKeysSecret: 'arn:aws:secretsmanager:eu-west-3:1:secret:Identifiers',
  IdentityKeysSecret: 'arn:aws:secretsmanager:eu-west-3:1:secret:Identities',
  ProofKeysSecret: 'arn:aws:secretsmanager:eu-west-3:1:secret:Proofs',
  LedgerKeysSecret: 'arn:aws:secretsmanager:eu-west-3:1:secret:Ledger',
  OriginTokenSecret: 'arn:aws:secretsmanager:eu-west-3:1:secret:Origin',
  DistributionId: 'E1',
  SessionsTable: 'Sessions',
  LedgerBucket: 'ledger',
  LedgerSigningKey: 'arn:aws:kms:eu-west-3:1:key/ledger',
  CalendarTable: 'Calendar',
  ApprovalsTable: 'Approvals',
  InterventionsTable: 'Interventions',
  SmsDaysTable: 'SmsDays-1',
  ElectionDigest: electionDigest(election),
  RestartFunction: 'Reassort-RestartService-1',
  TeamFunctionUrl: 'https://team.lambda-url.eu-west-3.on.aws/',
  RollTeamRole: 'arn:aws:iam::1:role/RollTeam',
  OperatorRole: 'arn:aws:iam::1:role/Operator',
  WatcherRole: 'arn:aws:iam::1:role/Watcher',
  AuditorRole: 'arn:aws:iam::1:role/Auditor',
  DeployerRole: 'arn:aws:iam::1:role/Deployer',
}

export const describedStack = (said: Record<string, string | undefined> = { ...outputs }) => ({
  Stacks: [
    {
      StackName: 'Election',
      CreationTime: new Date(),
      StackStatus: 'UPDATE_COMPLETE' as const,
      Outputs: Object.entries(said).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue })),
    },
  ],
})
