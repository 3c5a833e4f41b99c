import type { ItemAction, QueueName, SecretName } from '../runtime/resources.ts'
import type { IndexNameOf, TableName } from '../tables/table-definition.ts'
import type { tables } from '../tables/tables.ts'

type AttributeOf<Name extends TableName> = keyof (typeof tables)[Name]['attributes'] & string

/** SNS sends an SMS with its caller's rights: https://docs.aws.amazon.com/sns/latest/dg/security-iam-awsmanpol.html */
export const smsActions = ['sns:Publish', 'sms-voice:SendTextMessage'] as const

export type RightsTarget =
  | 'all resources'
  | "the election's stacks"
  | 'the dashboard'
  | 'the distributions'
  | 'phone numbers'
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
  commands: readonly string[]
  otherTool?: string
  tables?: {
    readonly [Name in TableName]?: {
      actions?: readonly (ItemAction | 'Scan' | `Query ${IndexNameOf<Name>}`)[]
      /** Allows calls of UpdateItem whose key, condition and update name only these attributes. */
      attributes?: readonly AttributeOf<Name>[]
      deletableKeys?: readonly string[]
    }
  }
  secrets?: { readonly [name in SecretName]?: readonly ('GetSecretValue' | 'PutSecretValue')[] }
  queues?: { readonly [name in QueueName]?: readonly 'SendMessage'[] }
  callsTeamFunction?: true
  restartsService?: true
  writesUntilSeal?: true
  onlyInRehearsal?: true
  otherRights?: readonly { actions: readonly string[]; target: RightsTarget }[]
}

export const scanRights = <Name extends TableName>(...names: Name[]) =>
  Object.fromEntries(names.map((name) => [name, { actions: ['Scan'] }])) as unknown as {
    readonly [name in Name]: { readonly actions: readonly ['Scan'] }
  }
