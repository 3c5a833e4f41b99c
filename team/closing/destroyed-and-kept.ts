import { stackNamesOf } from '../../shared/contract/stack-names.ts'
import type { Election } from '../../shared/domain/election/election.ts'
import { resourcesOf } from '../preflight/stacks.ts'
import type { AwsClients } from './aws-clients.ts'
import { findStacks } from './aws-stacks.ts'

/** Kinds in the order of their destruction. */
export const holdingKinds = [
  // Finding the election's addresses requires the service, the roll and the keys.
  'addresses',
  'service',
  // The service's distributions use the firewall of the edge stack.
  'edge',
  // Secrets go before tables: without the keys, items that an interrupted closing leaves reveal no identifier or NUMEN.
  'secret',
  'table',
  'logGroup',
  'bucket',
  'kept',
  'encryptionKey',
] as const

export type HoldingKind = (typeof holdingKinds)[number]

export interface Holding {
  kind: HoldingKind
  /** Physical id (of a stack, its ARN), or `SES` for addresses. */
  name: string
}

export interface Leftover {
  count?: number
  /** Instant at which DynamoDB automatically deletes the table's backup. */
  expiresAt?: Date
}

export type RemainingHolding = Holding & Leftover

export interface Destroyer {
  findLeftover(name: string): Promise<Leftover | undefined>
  destroy(name: string): Promise<void>
}

export type KeptKind = 'ledger' | 'auditTrail' | 'sender'

export interface Holdings {
  toDestroy: Holding[]
  toKeep: { kind: KeptKind; name: string }[]
}

export interface StackResource {
  type: string
  logicalId: string
  name: string
}

const kindsByType: Record<string, HoldingKind> = {
  'AWS::SecretsManager::Secret': 'secret',
  'AWS::DynamoDB::Table': 'table',
  'AWS::Logs::LogGroup': 'logGroup',
  'AWS::KMS::Key': 'encryptionKey',
}

/** Returns undefined for other resources: deleting their stacks deletes them. */
export function holdingKindOf({
  type,
  logicalId,
}: Omit<StackResource, 'name'>): HoldingKind | KeptKind | undefined {
  if (type === 'AWS::S3::Bucket' && logicalId.startsWith('SiteAccessLogs')) return 'bucket'
  if (/^AWS::(S3::Bucket|S3::BucketPolicy|KMS::Key)$/.test(type) && logicalId.startsWith('Ledger'))
    return 'ledger'
  if (type === 'AWS::S3::Bucket' && logicalId.startsWith('AuditTrail')) return 'auditTrail'
  // Another election or service may send with this identity.
  if (type === 'AWS::SES::EmailIdentity') return 'sender'
  return kindsByType[type]
}

/** Includes stacks deleted in the last 90 days, whose resources CloudFormation still lists. */
export async function findHoldings(
  { cloudFormation, edgeCloudFormation }: Pick<AwsClients, 'cloudFormation' | 'edgeCloudFormation'>,
  election: Pick<Election, 'name' | 'region'>,
): Promise<Holdings & { resources: StackResource[] }> {
  const { main, data, edge } = stackNamesOf(election)
  const stacks = await findStacks(cloudFormation, [main, data])
  const edgeStacks = await findStacks(edgeCloudFormation, [edge(election.region)])
  const resources: StackResource[] = []
  for (const { id } of stacks) {
    for await (const resource of resourcesOf(cloudFormation, id)) {
      const { ResourceType: type = '', LogicalResourceId: logicalId = '' } = resource
      resources.push({ type, logicalId, name: resource.PhysicalResourceId ?? '' })
    }
  }
  const holdings: Holding[] = [{ kind: 'addresses', name: 'SES' }]
  for (const { id, name } of stacks)
    holdings.push({ kind: name === main ? 'service' : 'kept', name: id })
  for (const { id } of edgeStacks) holdings.push({ kind: 'edge', name: id })
  const toKeep: Holdings['toKeep'] = []
  for (const { name, ...resource } of resources) {
    const kind = holdingKindOf(resource)
    if (!kind || name === '') continue
    if (isKept(kind)) toKeep.push({ kind, name })
    else holdings.push({ kind, name })
  }
  return { toDestroy: sortUnique(holdings), toKeep: removeDuplicates(toKeep), resources }
}

const isKept = (kind: HoldingKind | KeptKind): kind is KeptKind =>
  !holdingKinds.some((holdingKind) => holdingKind === kind)

// Both a deleted stack and its successor list a table that the successor imported.
const removeDuplicates = <Item extends { kind: string; name: string }>(items: readonly Item[]) => [
  ...new Map(items.map((item) => [`${item.kind} ${item.name}`, item])).values(),
]

export function sortUnique<Item extends Holding>(holdings: readonly Item[]): Item[] {
  const uniqueHoldings = removeDuplicates(holdings)
  return holdingKinds.flatMap((kind) => uniqueHoldings.filter((holding) => holding.kind === kind))
}
