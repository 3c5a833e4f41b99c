import { Stack } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import type { ElectionMode } from '../shared/domain/election-mode.ts'
import { metricsNamespaceOf } from '../shared/domain/metrics.ts'

const context = 'mode'

/** To be called before the stack has any part: constructs read it. */
export function countByMode(stack: Stack, mode: ElectionMode): void {
  stack.node.setContext(context, mode)
}

export function metricsNamespace(scope: Construct): string {
  const { stackName } = Stack.of(scope)
  return metricsNamespaceOf(stackName, { mode: scope.node.tryGetContext(context) ?? 'vote' })
}
