import type { Stack } from 'aws-cdk-lib'
import type { CfnFunction } from 'aws-cdk-lib/aws-lambda'
import { functionsIn } from './function-with-rights.ts'

/** Lambda refuses a reservation that would leave less than this unreserved. */
export const minUnreservedConcurrency = 100

/** Does nothing if the quota is unknown or too small (decision 26). */
export function reserveConcurrency(stack: Stack, concurrencyQuota = 0): void {
  const functions = functionsIn(stack).filter(({ reservedConcurrency }) => reservedConcurrency > 0)
  const reservedTotal = functions.reduce(
    (sum, { reservedConcurrency }) => sum + reservedConcurrency,
    0,
  )
  if (concurrencyQuota - reservedTotal < minUnreservedConcurrency) return
  for (const { node, reservedConcurrency } of functions) {
    ;(node.defaultChild as CfnFunction).reservedConcurrentExecutions = reservedConcurrency
  }
}
