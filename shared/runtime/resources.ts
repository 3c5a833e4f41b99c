import * as z from 'zod/mini'
import type { RingName } from '../domain/keys.ts'
import type { RestoredTable } from '../domain/reissue/restoration.ts'
import type { AnyTableName, IndexNameOf } from '../tables/table-names.ts'

// One literal per function (functions/*/resources.ts) says all that it uses. Its variables, rights and bundle come from
// that literal, so none of them can exist without the others.

export type ItemAction =
  | 'GetItem'
  | 'BatchGetItem'
  | 'PutItem'
  | 'UpdateItem'
  | 'DeleteItem'
  | 'ConditionCheckItem'

/** Tables small enough to scan, without voter data but keyed hashes; requests only to restore the phones. */
type ScanOf<Name> = Name extends
  | 'rollOperations'
  | 'interventions'
  | 'openFiles'
  | 'approvals'
  | 'reissues'
  ? 'Scan'
  : never

/** Allows Query by partition key, in tables with a sort key. */
type QueryOf<Name> = Name extends 'approvals' ? 'Query' : never

export type QueueName = 'sms' | 'mail' | 'link' | 'news' | 'receipt' | 'mailEvent' | 'accountEvent'

/** `Consume`: the queue invokes the function, which may also hide messages. */
type QueueAction = 'SendMessage' | 'GetQueueAttributes' | 'Consume'

/** Shared by all elections of the account. */
export type TopicName = 'receipts'

export type SecretName = RingName | StaffSecretName

/** They exist if the election names staff. */
export type StaffSecretName = 'staffClientSecret' | 'fileCodeKey'

/** Without the right to list the bucket, an absent object is « denied ». */
type LedgerAction = `${'Get' | 'Put'}Object` | 'GetObjectVersion' | `ListBucket${'' | 'Versions'}`

type OneOrMore<Item> = readonly [Item, ...Item[]]

export interface FunctionResources {
  /** In functions/. */
  folder: string
  /** As API Gateway names them. */
  routes?: OneOrMore<string>
  tables?: {
    readonly [Name in AnyTableName]?: OneOrMore<
      ItemAction | `Query ${IndexNameOf<Name>}` | QueryOf<Name> | ScanOf<Name>
    >
  }
  /** Those that it restores from a point in time, beside, and scans. */
  restores?: OneOrMore<RestoredTable>
  /** The attributes that its updates may name. Absent: all. */
  updates?: { readonly [Name in AnyTableName]?: OneOrMore<string> }
  /** Prefixes of the keys that it may use. Absent: all. */
  keys?: { readonly [Name in AnyTableName]?: OneOrMore<string> }
  /** Prefixes of further keys that it may read. */
  readsKeys?: { readonly [Name in AnyTableName]?: OneOrMore<string> }
  queues?: { readonly [name in QueueName]?: OneOrMore<QueueAction> }
  topics?: { readonly [name in TopicName]?: OneOrMore<'Publish'> }
  /** The tables whose streams invoke it. */
  streams?: OneOrMore<AnyTableName>
  ledger?: OneOrMore<LedgerAction>
  /** With the ledger's key in KMS. */
  signs?: true
  secrets?: OneOrMore<SecretName>
  /** Those that it also replaces. */
  replaces?: OneOrMore<SecretName>
  /** To voters. */
  sends?: 'sms' | 'mail'
  /** It reads metrics and alarms. */
  watches?: true
  /** It asks Lambda whether the ledger's writer may run, and reads all streams. */
  watchesLedger?: true
  /** Further variables. */
  settings?: z.ZodMiniObject
  /** 512 by default. Lambda gives processor time in proportion. */
  memoryMegabytes?: number
}

/** For argon2id's processor time. */
export const passwordMegabytes = 1024

export const nonEmpty = z.string().check(z.minLength(1))
export const wholeNumber = z.pipe(z.string().check(z.regex(/^[1-9]\d*$/)), z.transform(Number))

export const siteSettings = z.object({
  /** Without a slash at its end. */
  SITE_URL: nonEmpty,
})

export const variableOf = {
  table: (name: AnyTableName) => `${upperSnake(name)}_TABLE`,
  queue: (name: QueueName) => `${upperSnake(name)}_QUEUE_URL`,
  topic: (name: TopicName) => `${upperSnake(name)}_TOPIC_ARN`,
  secret: (name: SecretName) => `${upperSnake(name)}_SECRET`,
  ledger: 'LEDGER_BUCKET',
  signingKey: 'LEDGER_SIGNING_KEY',
  configurationSet: 'MAIL_CONFIGURATION_SET',
  alarms: 'ALARMS_PREFIX',
  ledgerWriter: 'LEDGER_WRITER',
  metricsNamespace: 'METRICS_NAMESPACE',
}

/** The stack's name. Absent outside of Lambda. */
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
  /** URLs. */
  queues: Readonly<Record<NamesIn<Resources, 'queues'>, string>>
  /** ARNs. */
  topics: Readonly<Record<NamesIn<Resources, 'topics'>, string>>
  /** ARNs. */
  secrets: Readonly<Record<NonNullable<Resources['secrets']>[number], string>>
  /** Names of the tables. */
  streams: Resources extends { streams: readonly (infer Name extends AnyTableName)[] }
    ? Readonly<Record<Name, string>>
    : unknown
  /** Name of the bucket. */
  ledger: Resources extends { ledger: object } ? string : undefined
  /** Its ARN. */
  signingKey: Resources extends { signs: true } ? string : undefined
  configurationSet: Resources extends { sends: 'mail' } ? string : undefined
  /** Prefix of the alarms' names. */
  alarms: Resources extends { watches: true } ? string : undefined
  /** Name of the function. */
  ledgerWriter: Resources extends { watchesLedger: true } ? string : undefined
  settings: Resources['settings'] extends z.ZodMiniObject
    ? z.output<Resources['settings']>
    : unknown
}

/** @throws Error that names the variables missing or wrong, never their values */
export function readEnvironment<const Resources extends FunctionResources>(
  resources: Resources,
): Environment<Resources> {
  const { tables: declared = {}, queues = {}, topics = {}, secrets = [] } = resources
  const { settings = z.object({}) } = resources
  const wrong: string[] = []
  const named = <Name extends string>(names: readonly Name[], variable: (name: Name) => string) =>
    Object.fromEntries(
      names.map((name) => {
        const value = process.env[variable(name)]
        if (!value) wrong.push(variable(name))
        return [name, value]
      }),
    )
  const one = (variable: string) => named([variable], () => variable)[variable]
  const environment = {
    tables: named(Object.keys(declared) as AnyTableName[], variableOf.table),
    queues: named(Object.keys(queues) as QueueName[], variableOf.queue),
    topics: named(Object.keys(topics) as TopicName[], variableOf.topic),
    secrets: named(secrets, variableOf.secret),
    streams: named(resources.streams ?? [], variableOf.table),
    ledger: resources.ledger && one(variableOf.ledger),
    signingKey: resources.signs && one(variableOf.signingKey),
    configurationSet: resources.sends === 'mail' ? one(variableOf.configurationSet) : undefined,
    alarms: resources.watches && one(variableOf.alarms),
    ledgerWriter: resources.watchesLedger && one(variableOf.ledgerWriter),
  }
  const parsed = z.safeParse(settings, process.env)
  if (!parsed.success) wrong.push(...parsed.error.issues.map(({ path }) => String(path)))
  if (wrong.length > 0) {
    throw new Error(`Environment variables missing or wrong: ${wrong.join(', ')}`)
  }
  return { ...environment, settings: parsed.data } as Environment<Resources>
}
