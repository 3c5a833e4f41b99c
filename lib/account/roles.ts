import { Stack } from 'aws-cdk-lib'
import {
  type AddToPrincipalPolicyResult,
  PolicyDocument,
  type PolicyStatement,
  Role,
  type RoleProps,
} from 'aws-cdk-lib/aws-iam'
import type { Construct } from 'constructs'

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

/** A condition on all values of a key. */
export const onlyOf = (key: string, values: readonly string[]) => ({
  'ForAllValues:StringEquals': { [key]: values },
})

/** Of the roles of a stack's functions, by which they can be told from all others. */
export function rolesPath(scope: Construct): string {
  return `/${Stack.of(scope).stackName}/functions/`
}
