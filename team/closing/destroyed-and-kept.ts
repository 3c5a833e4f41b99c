import { resourcesOf } from '../preflight/stacks.ts'
import type { AwsClients } from './aws-clients.ts'
import { stacksNamed } from './aws-stacks.ts'

/** What an election holds, in the order in which it is destroyed. */
export const holdingKinds = [
  // While the roll and the keys can still tell which of the account's are ours.
  'addresses',
  // The service goes before what it stands on.
  'service',
  // The service names the firewall.
  'edge',
  // Without them the tables tell no identifier, NUMEN or phone, should the closing end half way.
  'secret',
  'table',
  'logGroup',
  'bucket',
  // AWS Backup deletes copies with a role that is in the last stack.
  'vault',
  'kept',
  // Nothing is left that it opens.
  'encryptionKey',
] as const

export type HoldingKind = (typeof holdingKinds)[number]

export interface Holding {
  kind: HoldingKind
  /** As AWS knows it: of a stack, its ARN. */
  name: string
}

export interface Remains {
  /** How much is in it, where that says something. */
  count?: number
  /** AWS deletes it by then, and nobody can sooner. */
  expiresAt?: Date
}

export interface Destroyer {
  /** @returns undefined when nothing is left of it */
  look(name: string): Promise<Remains | undefined>
  /** Resolves once it is gone; what is gone already is a success. */
  destroy(name: string): Promise<void>
}

export type KeptKind = 'ledger' | 'auditTrail' | 'sender'

export interface Holdings {
  destroyed: Holding[]
  kept: { kind: KeptKind; name: string }[]
}

export interface StackResource {
  type: string
  logicalId: string
  /** Empty of one that was never made. */
  name: string
}

const kindsByType: Record<string, HoldingKind> = {
  'AWS::SecretsManager::Secret': 'secret',
  'AWS::DynamoDB::Table': 'table',
  'AWS::Logs::LogGroup': 'logGroup',
  'AWS::Backup::BackupVault': 'vault',
  'AWS::KMS::Key': 'encryptionKey',
}

/** Of what outlives its stack. Undefined: it goes with the stack. */
export function fateOf({
  type,
  logicalId,
}: Omit<StackResource, 'name'>): HoldingKind | KeptKind | undefined {
  if (type === 'AWS::S3::Bucket' && logicalId.startsWith('SiteAccessLogs')) return 'bucket'
  if (/^AWS::(S3::Bucket|S3::BucketPolicy|KMS::Key)$/.test(type) && logicalId.startsWith('Ledger'))
    return 'ledger'
  if (type === 'AWS::S3::Bucket' && logicalId.startsWith('AuditTrail')) return 'auditTrail'
  // Another election or service may write with it.
  if (type === 'AWS::SES::EmailIdentity') return 'sender'
  return kindsByType[type]
}

export interface StackNames {
  service: string
  edge: string
  kept: string
}

/**
 * All that the election's stacks hold or left behind, in the order in which it is destroyed. CloudFormation tells the
 * resources of a stack for 90 days after its end, so whoever goes on needs no list from whoever began.
 */
export async function findHoldings(
  { cloudFormation, edgeCloudFormation }: Pick<AwsClients, 'cloudFormation' | 'edgeCloudFormation'>,
  names: StackNames,
): Promise<Holdings & { resources: StackResource[] }> {
  const own = await stacksNamed(cloudFormation, [names.service, names.kept])
  const edge = await stacksNamed(edgeCloudFormation, [names.edge])
  const resources: StackResource[] = []
  for (const { id } of own) {
    for await (const one of resourcesOf(cloudFormation, id)) {
      const { ResourceType: type = '', LogicalResourceId: logicalId = '' } = one
      resources.push({ type, logicalId, name: one.PhysicalResourceId ?? '' })
    }
  }
  const holdings: Holding[] = [{ kind: 'addresses', name: 'SES' }]
  for (const { id, name } of own)
    holdings.push({ kind: name === names.service ? 'service' : 'kept', name: id })
  for (const { id } of edge) holdings.push({ kind: 'edge', name: id })
  const kept: Holdings['kept'] = []
  for (const { name, ...resource } of resources) {
    const fate = fateOf(resource)
    // One that CloudFormation never came to make has no name.
    if (!fate || name === '') continue
    if (isKept(fate)) kept.push({ kind: fate, name })
    else holdings.push({ kind: fate, name })
  }
  return { destroyed: inOrder(holdings), kept: onlyOnce(kept), resources }
}

const isKept = (fate: HoldingKind | KeptKind): fate is KeptKind =>
  !holdingKinds.some((kind) => kind === fate)

// A table that was imported into a new stack is in the lists of two.
const onlyOnce = <One extends { kind: string; name: string }>(all: readonly One[]) => [
  ...new Map(all.map((one) => [`${one.kind} ${one.name}`, one])).values(),
]

export function inOrder(holdings: readonly Holding[]): Holding[] {
  const once = onlyOnce(holdings)
  return holdingKinds.flatMap((kind) => once.filter((one) => one.kind === kind))
}
