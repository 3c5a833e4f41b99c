import { Stack } from 'aws-cdk-lib'
import type { Construct } from 'constructs'

/** A condition on all values of a key. */
export const onlyOf = (key: string, values: readonly string[]) => ({
  'ForAllValues:StringEquals': { [key]: values },
})

/** Of the roles of a stack's functions, by which they can be told from all others. */
export function rolesPath(scope: Construct): string {
  return `/${Stack.of(scope).stackName}/functions/`
}
