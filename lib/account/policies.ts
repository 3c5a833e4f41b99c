import { Stack } from 'aws-cdk-lib'
import {
  type AddToPrincipalPolicyResult,
  type IGrantable,
  PolicyDocument,
  PolicyStatement,
  type PolicyStatementProps,
  Role,
  type RoleProps,
} from 'aws-cdk-lib/aws-iam'
import type { Construct } from 'constructs'
import { smsNamePrefix } from '../../shared/contract/sms-resource-names.ts'
import { stackNamesOf } from '../../shared/contract/stack-names.ts'
import { smsActions } from '../../shared/tooling/rights.ts'

/** Keeps rights in an inline policy, since a stack holds 500 resources at most. No resource named in them may depend on the role. */
export class RoleWithRights extends Role {
  private readonly rights: PolicyDocument

  constructor(scope: Construct, id: string, props: RoleProps) {
    const rights = new PolicyDocument()
    super(scope, id, { ...props, inlinePolicies: { Rights: rights } })
    this.rights = rights
  }

  override addToPrincipalPolicy(statement: PolicyStatement): AddToPrincipalPolicyResult {
    this.rights.addStatements(statement)
    return { statementAdded: true, policyDependable: this }
  }
}

export function allow(
  { grantPrincipal }: IGrantable,
  actions: readonly string[],
  resources: readonly string[],
  conditions: PolicyStatementProps['conditions'] = {},
): void {
  if (actions.length === 0 || resources.length === 0) return
  const statement = { actions: [...actions], resources: [...resources], conditions }
  grantPrincipal.addToPrincipalPolicy(new PolicyStatement(statement))
}

/** A phone number has no ARN, so the policy excludes every resource of SNS that has one. */
export const smsStatement = () =>
  new PolicyStatement({ actions: [...smsActions], notResources: ['arn:aws:sns:*:*:*'] })

export const actionsOf = (service: string, names: readonly string[]) =>
  names.map((name) => `${service}:${name}`)

export function tableRightsOf(operations: readonly string[], tableArn: string) {
  const queryPrefix = 'Query '
  const tableActions = operations.filter((operation) => !operation.startsWith(queryPrefix))
  return {
    actions: actionsOf('dynamodb', tableActions),
    indexes: operations
      .filter((operation) => operation.startsWith(queryPrefix))
      .map((operation) => `${tableArn}/index/${operation.slice(queryPrefix.length)}`),
  }
}

export const valuesCondition = (key: string, values: readonly string[]) => ({
  'ForAllValues:StringEquals': { [key]: values },
})

export const keyPrefixesCondition = (prefixes: readonly string[]) => ({
  'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': prefixes.map((prefix) => `${prefix}*`) },
})

/** Only functions' roles may have this path, because the encryption key trusts each role under the main stack's. */
export function rolesPath(scope: Construct): string {
  return `/${Stack.of(scope).stackName}/functions/`
}

export const teamRolesPath = (election: { name: string }) => `/${stackNamesOf(election).main}/team/`

/** Role and function names that CloudFormation generates keep at least this many characters of the stack's name. */
export const sharedNameLength = 20

/** Prefixes of the names that CloudFormation generates in the main stack, and of the fixed names in `ReassortSms`. */
export const namePrefixesOf = (mainStackName: string) => [
  mainStackName.slice(0, sharedNameLength),
  smsNamePrefix,
]
