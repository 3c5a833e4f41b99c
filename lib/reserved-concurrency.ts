import type { Stack } from 'aws-cdk-lib'
import type { CfnFunction } from 'aws-cdk-lib/aws-lambda'
import { functionsIn } from './function-with-rights.ts'

/** Lambda refuses a reservation that leaves less to the functions that reserve nothing. */
export const leastUnreserved = 100

/**
 * Reserves for senders and sweep the concurrency that they use at most, so that a flood of the API takes only the rest
 * (decision 26). Reserves nothing when the quota is unknown or too small.
 * @param quota functions at once that this election may count on
 */
export function reserveForSenders(stack: Stack, quota = 0): void {
  const reserving = functionsIn(stack).filter(({ reserves }) => reserves > 0)
  const reserved = reserving.reduce((sum, { reserves }) => sum + reserves, 0)
  if (quota - reserved < leastUnreserved) return
  for (const { node, reserves } of reserving) {
    ;(node.defaultChild as CfnFunction).reservedConcurrentExecutions = reserves
  }
}
