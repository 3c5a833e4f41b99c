import * as z from 'zod/mini'
import { awsRegion, matching, whole } from './election-field-types.ts'
import { type ElectionIssue, ruleIssue } from './election-issue.ts'

export const protectionFile = z.strictObject({
  backupDays: z.optional(whole(1, 730)),
  keysReplicaRegion: z.optional(awsRegion),
  customerManagedKey: z.optional(z.boolean()),
  permissionsBoundary: z.optional(matching('policy-name', /^[\w+=,.@-]{1,128}$/)),
})

/** A copy under another key would bypass the customer-managed key. */
export function protectionIssues(protection: z.output<typeof protectionFile>): ElectionIssue[] {
  const otherSettings = (['backupDays', 'keysReplicaRegion'] as const)
    .filter((name) => protection[name] !== undefined)
    .map((name) => `protection.${name}`)
  if (!protection.customerManagedKey || otherSettings.length === 0) return []
  return [ruleIssue(['protection', 'customerManagedKey'], 'excludes', ...otherSettings)]
}
