import * as z from 'zod/mini'
import { awsRegion, formattedText } from './election-field-types.ts'
import { type ElectionIssue, ruleIssue } from './election-issue.ts'

export const protectionSchema = z.strictObject({
  keysReplicaRegion: z.optional(awsRegion),
  customerManagedKey: z.optional(z.boolean()),
  permissionsBoundary: z.optional(formattedText('policy-name', /^[\w+=,.@-]{1,128}$/)),
})

/** The secrets' replica would have another key, so reading it would not need the customer-managed key. */
export function protectionIssues(protection: z.output<typeof protectionSchema>): ElectionIssue[] {
  if (!protection.customerManagedKey || protection.keysReplicaRegion === undefined) return []
  const path = ['protection', 'customerManagedKey']
  return [ruleIssue(path, 'excludes', 'protection.keysReplicaRegion')]
}
