import type { ItemAction, QueueName, SecretName } from '../runtime/resources.ts'
import type { TableName, tables } from '../tables/tables.ts'

type IndexesOf<Name extends TableName> = (typeof tables)[Name]['indexes']
type IndexNameOf<Name extends TableName> = Extract<
  IndexesOf<Name>[keyof IndexesOf<Name>],
  { name: string }
>['name']
type AttributeOf<Name extends TableName> = keyof (typeof tables)[Name]['attributes'] & string

/** What an action is done to, when it is no table, secret or queue of the election. */
export type Place =
  | 'anything'
  | "the election's stacks"
  | 'the dashboard'
  | 'the distributions'
  | 'the receipts of SNS'
  | 'a phone number'
  | 'the queues'
  | 'the dead-letter queues'
  | "CDK's roles"
  | 'the pipeline, if there is one'
  | "the election's roles"
  | 'the records of the audit trail'
  | "the functions' code"
  | 'the code at the edge'
  | 'the ledger'
  | "the ledger's key"
  | 'the key of the tables'

export interface CommandRights {
  /** As one types them, after `npm run` unless they begin with `npx`. */
  commands: readonly string[]
  tables?: {
    readonly [Name in TableName]?: {
      may?: readonly (ItemAction | 'Scan' | `Query ${IndexNameOf<Name>}`)[]
      /** UpdateItem of nothing but these: its key, and what its conditions look at, are among them. */
      updates?: readonly AttributeOf<Name>[]
      /** DeleteItem of nothing but the items with these keys. */
      deletes?: readonly string[]
    }
  }
  secrets?: { readonly [name in SecretName]?: readonly ('GetSecretValue' | 'PutSecretValue')[] }
  queues?: { readonly [name in QueueName]?: readonly 'SendMessage'[] }
  /** Whether they ask the function that has the keys, at its URL: no command reads those that make identifiers. */
  asksTeamFunction?: true
  /** True if they invoke the function that starts again what somebody stopped. */
  restartsService?: true
  /** Writes to tables are given until the roll is sealed, and no longer. */
  writesUntilSeal?: true
  /** Given by the template of a rehearsal, and by no vote's. */
  onlyInRehearsal?: true
  others?: readonly { actions: readonly string[]; on: Place }[]
}

export const scanned = <Name extends TableName>(...names: Name[]) =>
  Object.fromEntries(names.map((name) => [name, { may: ['Scan'] }])) as unknown as {
    readonly [name in Name]: { readonly may: readonly ['Scan'] }
  }
