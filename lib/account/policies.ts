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
 * after all that its rights name, so none of that may refer to it.
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

/** Adds nothing without an action, or without a resource. */
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

/** Splits a declaration into actions on the table itself and indexes that are queried. */
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

export const onlyOf = (key: string, values: readonly string[]) => ({
  'ForAllValues:StringEquals': { [key]: values },
})

/** A condition that each partition key begins so. */
export const keysFrom = (prefixes: readonly string[]) => ({
  'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': prefixes.map((prefix) => `${prefix}*`) },
})

/** Path of the roles of a stack's functions, which no other role has. */
export function rolesPath(scope: Construct): string {
  return `/${Stack.of(scope).stackName}/functions/`
}

/** Path of the team's roles, once a key opens the tables to them. */
export const teamRolesPath = (election: { name: string }) => `/${stackNamesOf(election).main}/team/`

/** CloudFormation keeps so many letters of a stack's name in those of roles and functions. */
export const sharedLetters = 20
