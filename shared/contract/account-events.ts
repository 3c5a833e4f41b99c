import * as z from 'zod/mini'
import { instantText } from '../domain/instant-text.ts'

export const accountEventKinds = [
  'deployment',
  'secret-read',
  'rights',
  'role',
  'firewall',
  'watch',
] as const

export type AccountEventKind = (typeof accountEventKinds)[number]

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html */
export const accountEventPaths = {
  // Values that callers choose come first: EventBridge does not escape them, and the last of equal keys wins.
  secret: '$.detail.requestParameters.secretId',
  takenRole: '$.detail.requestParameters.roleArn',
  role: '$.detail.requestParameters.roleName',
  user: '$.detail.requestParameters.userName',
  group: '$.detail.requestParameters.groupName',
  policy: '$.detail.requestParameters.policyArn',
  stack: '$.detail.requestParameters.stackName',
  template: '$.detail.requestParameters.templateURL',
  lambda: '$.detail.requestParameters.functionName',
  named: '$.detail.requestParameters.name',
  resourceId: '$.detail.requestParameters.id',
  key: '$.detail.requestParameters.keyId',
  table: '$.detail.requestParameters.tableName',
  alarm: '$.detail.requestParameters.alarmNames[0]',
  error: '$.detail.errorCode',
  action: '$.detail.eventName',
  // The ARN ends with a session name that the caller chooses; its characters [\w+=,.@-] need no escape.
  who: '$.detail.userIdentity.arn',
  service: '$.detail.userIdentity.invokedBy',
  stackId: '$.detail.stack-id',
  status: '$.detail.status-details.status',
  source: '$.source',
  // Each event of one call has the same `eventID`, but may have another `id`.
  callId: '$.detail.eventID',
  id: '$.id',
  at: '$.time',
} as const

/** The variables are in quotes, so EventBridge replaces an absent field by an empty string. */
export function accountEventTemplate(kind: AccountEventKind): string {
  const names = Object.keys(accountEventPaths).map((name) => [name, `<${name}>`])
  return JSON.stringify({ ...Object.fromEntries(names), kind })
}

const shortText = z._default(z.string().check(z.overwrite((text) => text.slice(0, 300))), '')

export const accountEventMessage = z.object({
  ...(Object.fromEntries(Object.keys(accountEventPaths).map((name) => [name, shortText])) as Record<
    keyof typeof accountEventPaths,
    typeof shortText
  >),
  id: z.string().check(z.regex(/^[\w-]{1,100}$/)),
  at: instantText,
  kind: z.enum(accountEventKinds),
})

export type AccountEvent = z.output<typeof accountEventMessage>
