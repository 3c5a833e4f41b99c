import * as z from 'zod/mini'

const name = z.string().check(z.minLength(1))

export const stackOutputs = z.object({
  SiteUrl: z.url(),
  VotersTable: name,
  AttemptsTable: name,
  SessionsTable: name,
  PhonesTable: name,
  ReissuesTable: name,
  PasswordLinksTable: name,
  RollOperationsTable: name,
  InterventionsTable: name,
  CalendarTable: name,
  ApprovalsTable: name,
  SmsDaysTable: name,
  NewsQueueUrl: z.url(),
  IdentifierKeysSecret: name,
  IdentityKeysSecret: name,
  ProofKeysSecret: name,
  LedgerKeysSecret: name,
  LedgerBucket: name,
  LedgerSigningKey: name,
  EncryptionKey: z.optional(name),
  OriginTokenSecret: name,
  DistributionId: name,
  ElectionDigest: name,
  TeamFunctionUrl: z.url(),
  RestartFunction: name,
  RollTeamRole: name,
  OperatorRole: name,
  WatcherRole: name,
  AuditorRole: name,
  DeployerRole: name,
  StaffUrl: z.optional(z.url()),
  StaffClientSecret: z.optional(name),
})

export type StackOutputs = z.infer<typeof stackOutputs>
