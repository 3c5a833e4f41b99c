import { Stack } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import type { ElectionMode } from '../shared/domain/election-mode.ts'

const context = 'mode'

/** To be called before the stack has any part: constructs read it. */
export function countByMode(stack: Stack, mode: ElectionMode): void {
  stack.node.setContext(context, mode)
}

/** The stack's name; a rehearsal's metrics are never counted with the vote's. */
export function metricsNamespace(scope: Construct): string {
  const { stackName } = Stack.of(scope)
  return scope.node.tryGetContext(context) === 'rehearsal' ? `${stackName}-Rehearsal` : stackName
}
