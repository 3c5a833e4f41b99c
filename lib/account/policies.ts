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
import { stackNamesOf } from '../../shared/contract/stack-names.ts'

/**
 * A role with its rights in it: CDK would make a second resource of them, and a stack takes 500. CloudFormation makes it
 * after all that its rights name, so none of that may refer to it, as the function does that the team's roles ask.
 */
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

/** Adds nothing without an action, or without what it is done to. */
export function allow(
  { grantPrincipal }: IGrantable,
  actions: readonly string[],
  resources: readonly string[],
  conditions: PolicyStatementProps['conditions'] = {},
): void {
  if (actions.length === 0 || resources.length === 0) return
  const granted = { actions: [...actions], resources: [...resources], conditions }
  grantPrincipal.addToPrincipalPolicy(new PolicyStatement(granted))
}

/** Of what is done to a table: the actions on the table itself, and the indexes that are queried. */
export function readTableActions(
  done: readonly string[],
  tableArn: string,
): { actions: string[]; indexes: string[] } {
  const query = 'Query '
  return {
    actions: done.filter((one) => !one.startsWith(query)).map((one) => `dynamodb:${one}`),
    indexes: done
      .filter((one) => one.startsWith(query))
      .map((one) => `${tableArn}/index/${one.slice(query.length)}`),
  }
}

/** A condition on all values of a key. */
export const onlyOf = (key: string, values: readonly string[]) => ({
  'ForAllValues:StringEquals': { [key]: values },
})

/** A condition on the partition keys of a table: each begins so. */
export const keysFrom = (prefixes: readonly string[]) => ({
  'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': prefixes.map((prefix) => `${prefix}*`) },
})

/** Of the roles of a stack's functions, by which they can be told from all others. */
export function rolesPath(scope: Construct): string {
  return `/${Stack.of(scope).stackName}/functions/`
}

/** Of the roles of the election's team, once a key opens the tables to them. */
export const teamRolesPath = (election: { name: string }) => `/${stackNamesOf(election).main}/team/`

/** CloudFormation cuts long names of stacks in those of roles and functions. */
export const sharedLetters = 20
