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

/**
 * What the queue gets of an event, and where EventBridge finds it: of a call, CloudTrail's record; of a stack,
 * CloudFormation's. No parameter of a call but what it was done to.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export const accountEventPaths = {
  // First what callers write: EventBridge escapes nothing, and of two values of one name the last one counts.
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
  // A session is named by whoever takes on its role, of [\w+=,.@-].
  who: '$.detail.userIdentity.arn',
  service: '$.detail.userIdentity.invokedBy',
  stackId: '$.detail.stack-id',
  status: '$.detail.status-details.status',
  source: '$.source',
  id: '$.id',
  at: '$.time',
} as const

/** Each variable in quotes, so that one which an event has not leaves the message readable, and is empty in it. */
export function accountEventTemplate(kind: AccountEventKind): string {
  const names = Object.keys(accountEventPaths).map((name) => [name, `<${name}>`])
  return JSON.stringify({ ...Object.fromEntries(names), kind })
}

/** Cut, not refused: the rest of the message is right. What an older rule did not write is empty. */
const word = z._default(z.string().check(z.overwrite((text) => text.slice(0, 300))), '')

export const accountEventMessage = z.object({
  ...(Object.fromEntries(Object.keys(accountEventPaths).map((name) => [name, word])) as Record<
    keyof typeof accountEventPaths,
    typeof word
  >),
  id: z.string().check(z.regex(/^[\w-]{1,100}$/)),
  at: instantText,
  kind: z.enum(accountEventKinds),
})

export type AccountEvent = z.output<typeof accountEventMessage>
