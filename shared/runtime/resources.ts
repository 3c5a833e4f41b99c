import * as z from 'zod/mini'
import type { RingName } from '../domain/keys.ts'
import type { AnyTableName, IndexNameOf, TableName } from '../tables/table-definition.ts'

// The deployment derives a function's variables, rights and bundle from the object in its resources.ts.

export type ItemAction =
  | 'GetItem'
  | 'BatchGetItem'
  | 'PutItem'
  | 'UpdateItem'
  | 'DeleteItem'
  | 'ConditionCheckItem'

type ScanOf<Name> = Name extends 'rollOperations' | 'interventions' | 'approvals' | 'reissues'
  ? 'Scan'
  : never

type QueryOf<Name> = Name extends 'approvals' ? 'Query' : never

export type QueueName = 'sms' | 'mail' | 'link' | 'news' | 'receipt' | 'mailEvent' | 'accountEvent'

type QueueAction = 'SendMessage' | 'GetQueueAttributes' | 'Consume'

export type SecretName = RingName | StaffSecretName

export type StaffSecretName = 'staffClientSecret' | 'fileCodeKey'

type OneOrMore<Item> = readonly [Item, ...Item[]]

export interface FunctionResources {
  folder: string
  routes?: OneOrMore<string>
  tables?: {
    readonly [Name in AnyTableName]?: OneOrMore<
      ItemAction | `Query ${IndexNameOf<Name>}` | QueryOf<Name> | ScanOf<Name>
    >
  }
  restoredTables?: OneOrMore<TableName>
  /** Allows updates that name only these attributes. */
  updatedAttributes?: { readonly [Name in AnyTableName]?: OneOrMore<string> }
  /** Key prefixes of the items that `tables` gives access to; every item if absent. */
  keyPrefixes?: { readonly [Name in AnyTableName]?: OneOrMore<string> }
  readOnlyPrefixes?: { readonly [Name in AnyTableName]?: OneOrMore<string> }
  queues?: { readonly [name in QueueName]?: OneOrMore<QueueAction> }
  streams?: OneOrMore<AnyTableName>
  ledger?: 'read' | 'append'
  signsLedger?: true
  secrets?: OneOrMore<SecretName>
  replacedSecrets?: OneOrMore<SecretName>
  sends?: 'sms' | 'mail'
  watchesLedger?: true
  settings?: z.ZodMiniObject
  /** 512 by default. Lambda gives processor time in proportion to memory. */
  memoryMegabytes?: number
}

/** Argon2id needs much processor time, which grows with memory. */
export const passwordMegabytes = 1024

export const nonEmptyText = z.string().check(z.minLength(1))

export const siteSettings = z.object({
  /** Has no trailing slash. */
  SITE_URL: nonEmptyText,
})

export const variableOf = {
  table: (name: AnyTableName) => `${upperSnake(name)}_TABLE`,
  queue: (name: QueueName) => `${upperSnake(name)}_QUEUE_URL`,
  secret: (name: SecretName) => `${upperSnake(name)}_SECRET`,
  ledger: 'LEDGER_BUCKET',
  signingKey: 'LEDGER_SIGNING_KEY',
  configurationSet: 'MAIL_CONFIGURATION_SET',
  ledgerWriter: 'LEDGER_WRITER',
  metricsNamespace: 'METRICS_NAMESPACE',
}

export function metricsNamespace(): string | undefined {
  return process.env[variableOf.metricsNamespace]
}

function upperSnake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()
}

type NamesIn<Resources, Kind extends string> =
  Resources extends Record<Kind, infer Named extends object> ? keyof Named & string : never

export interface Environment<Resources extends FunctionResources> {
  tables: Readonly<Record<NamesIn<Resources, 'tables'>, string>>
  queues: Readonly<Record<NamesIn<Resources, 'queues'>, string>>
  /** ARNs of secrets. */
  secrets: Readonly<Record<NonNullable<Resources['secrets']>[number], string>>
  streams: Resources extends { streams: readonly (infer Name extends AnyTableName)[] }
    ? Readonly<Record<Name, string>>
    : unknown
  ledger: Resources extends { ledger: string } ? string : undefined
  /** KMS key ARN. */
  signingKey: Resources extends { signsLedger: true } ? string : undefined
  configurationSet: Resources extends { sends: 'mail' } ? string : undefined
  ledgerWriter: Resources extends { watchesLedger: true } ? string : undefined
  settings: Resources['settings'] extends z.ZodMiniObject
    ? z.output<Resources['settings']>
    : unknown
}

/** Throws an error that names invalid variables, never their values. */
export function readEnvironment<const Resources extends FunctionResources>(
  resources: Resources,
): Environment<Resources> {
  const { tables: declaredTables = {}, queues = {}, secrets = [] } = resources
  const invalidNames: string[] = []
  const read = <Name extends string>(names: readonly Name[], variable: (name: Name) => string) =>
    Object.fromEntries(
      names.map((name) => {
        const value = process.env[variable(name)]
        if (!value) invalidNames.push(variable(name))
        return [name, value]
      }),
    )
  const readEnv = (variable: string) => read([variable], () => variable)[variable]
  const environment = {
    tables: read(Object.keys(declaredTables) as AnyTableName[], variableOf.table),
    queues: read(Object.keys(queues) as QueueName[], variableOf.queue),
    secrets: read(secrets, variableOf.secret),
    streams: read(resources.streams ?? [], variableOf.table),
    ledger: resources.ledger && readEnv(variableOf.ledger),
    signingKey: resources.signsLedger && readEnv(variableOf.signingKey),
    configurationSet: resources.sends === 'mail' ? readEnv(variableOf.configurationSet) : undefined,
    ledgerWriter: resources.watchesLedger && readEnv(variableOf.ledgerWriter),
  }
  const parsedSettings = resources.settings && z.safeParse(resources.settings, process.env)
  if (parsedSettings?.error)
    invalidNames.push(...parsedSettings.error.issues.map(({ path }) => String(path)))
  if (invalidNames.length > 0) {
    throw new Error(`Environment variables missing or wrong: ${invalidNames.join(', ')}`)
  }
  return { ...environment, settings: parsedSettings?.data } as Environment<Resources>
}
