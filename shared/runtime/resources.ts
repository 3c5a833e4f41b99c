import * as z from 'zod/mini'
import type { RingName } from '../domain/keys.ts'
import type { AnyTableName, IndexNameOf } from '../tables/table-names.ts'

// One literal per function (functions/*/resources.ts) says all that it uses. Its variables, its rights
// and its bundle come from that literal, so none of them can be there without the others.

/** What is done to items of a table, but for reading all of them. */
export type ItemAction =
  | 'GetItem'
  | 'BatchGetItem'
  | 'PutItem'
  | 'UpdateItem'
  | 'DeleteItem'
  | 'ConditionCheckItem'

/** Of tables with some dozens of items, and no voter's own among them. */
type ScanOf<Name> = Name extends 'rollOperations' | 'interventions' | 'openFiles' ? 'Scan' : never

/** Allows Query by partition key, in tables with a sort key. */
type QueryOf<Name> = Name extends 'approvals' ? 'Query' : never

export type QueueName = 'sms' | 'mail' | 'link' | 'news' | 'receipt' | 'mailEvent' | 'accountEvent'

/** `Consume`: the queue invokes the function, which may also hide the messages that it gives back. */
type QueueAction = 'SendMessage' | 'GetQueueAttributes' | 'Consume'

/** Topics of the account, which serve every election. */
export type TopicName = 'receipts'

export type SecretName = RingName | StaffSecretName

/** What the staff's provider knows us by, and what voters' codes are hashed with: there if the election names staff. */
export type StaffSecretName = 'staffClientSecret' | 'fileCodeKey'

/** On the ledger's bucket; without the right to list it, what is not there is « denied ». */
type LedgerAction = `${'Get' | 'Put'}Object` | 'GetObjectVersion' | `ListBucket${'' | 'Versions'}`

type OneOrMore<Item> = readonly [Item, ...Item[]]

export interface FunctionResources {
  /** Folder of the function in functions/. */
  folder: string
  /** Of the API, as API Gateway names them. */
  routes?: OneOrMore<string>
  tables?: {
    readonly [Name in AnyTableName]?: OneOrMore<
      ItemAction | `Query ${IndexNameOf<Name>}` | QueryOf<Name> | ScanOf<Name>
    >
  }
  /** Of tables that hold more than it may change: the attributes that its updates may name. */
  updates?: { readonly [Name in AnyTableName]?: OneOrMore<string> }
  /** Prefixes of the keys it may use, in tables that several functions share. */
  keys?: { readonly [Name in AnyTableName]?: OneOrMore<string> }
  /** Prefixes of keys there that it reads besides, and never writes. */
  readsKeys?: { readonly [Name in AnyTableName]?: OneOrMore<string> }
  queues?: { readonly [name in QueueName]?: OneOrMore<QueueAction> }
  topics?: { readonly [name in TopicName]?: OneOrMore<'Publish'> }
  /** The tables whose streams invoke it. */
  streams?: OneOrMore<AnyTableName>
  ledger?: OneOrMore<LedgerAction>
  /** With the ledger's key, which never leaves KMS. */
  signs?: true
  secrets?: OneOrMore<SecretName>
  /** Of them, those that it also replaces. */
  replaces?: OneOrMore<SecretName>
  /** What it sends to voters: SMS by SNS, mails by SES. */
  sends?: 'sms' | 'mail'
  /** Whether it reads what CloudWatch counted, and the alarms. */
  watches?: true
  /** Whether it asks Lambda if the ledger's writer may run, and reads all streams. */
  watchesLedger?: true
  /** What the stack sets besides, by variable. */
  settings?: z.ZodMiniObject
  /** Lambda gives out the processor with the memory: 512 when absent. */
  memoryMegabytes?: number
}

/** Checking a password is work for the processor. */
export const passwordMegabytes = 1024

export const nonEmpty = z.string().check(z.minLength(1))
export const wholeNumber = z.pipe(z.string().check(z.regex(/^[1-9]\d*$/)), z.transform(Number))

export const siteSettings = z.object({
  /** Of the voters' pages, without a slash at its end. */
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

/** Of every metric of the stack: its name. Absent outside of Lambda. */
export function metricsNamespace(): string | undefined {
  return process.env[variableOf.metricsNamespace]
}

function upperSnake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()
}

type NamesIn<Resources, Kind extends string> =
  Resources extends Record<Kind, infer Named extends object> ? keyof Named & string : never

/** What a function reads of its environment: the names of what it declared, and nothing else. */
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
  /** Name of its bucket. */
  ledger: Resources extends { ledger: object } ? string : undefined
  /** Its ARN. */
  signingKey: Resources extends { signs: true } ? string : undefined
  /** By which SES tells what becomes of the mails. */
  configurationSet: Resources extends { sends: 'mail' } ? string : undefined
  /** What the names of the election's alarms begin with. */
  alarms: Resources extends { watches: true } ? string : undefined
  /** Name of the function. */
  ledgerWriter: Resources extends { watchesLedger: true } ? string : undefined
  settings: Resources['settings'] extends z.ZodMiniObject
    ? z.output<Resources['settings']>
    : unknown
}

/** Parsed once, at cold start. @throws Error that names the variables missing or wrong, never their values */
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
