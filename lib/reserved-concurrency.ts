import type { Stack } from 'aws-cdk-lib'
import type { CfnFunction } from 'aws-cdk-lib/aws-lambda'
import { minUnreservedConcurrency } from '../shared/domain/rate-limiter.ts'
import { functionsIn } from './function-with-rights.ts'

/** Does nothing if the quota is unknown or too small (decision 26). */
export function reserveConcurrency(stack: Stack, concurrencyQuota = 0): void {
  const functions = functionsIn(stack).filter(({ reservedConcurrency }) => reservedConcurrency > 0)
  let unreservedConcurrency = concurrencyQuota
  for (const { reservedConcurrency } of functions) unreservedConcurrency -= reservedConcurrency
  if (unreservedConcurrency < minUnreservedConcurrency) return
  for (const { node, reservedConcurrency } of functions) {
    ;(node.defaultChild as CfnFunction).reservedConcurrentExecutions = reservedConcurrency
  }
}
