import { Stack } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import type { ElectionMode } from '../shared/domain/election-mode.ts'

const modeKey = 'mode'

/** Must be called before constructs are added, because they read the mode. */
export function setMetricsMode(stack: Stack, mode: ElectionMode): void {
  stack.node.setContext(modeKey, mode)
}

export function metricsNamespace(scope: Construct): string {
  const { stackName } = Stack.of(scope)
  return scope.node.tryGetContext(modeKey) === 'rehearsal' ? `${stackName}-Rehearsal` : stackName
}
