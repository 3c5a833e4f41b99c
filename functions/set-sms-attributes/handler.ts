import { setTimeout as sleep } from 'node:timers/promises'
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs'
import type { CloudFormationCustomResourceEvent } from 'aws-lambda'
import { awsSmsAccount } from '../../shared/adapters/sms/aws-sms-account.ts'
import { clientDefaults } from '../../shared/runtime/clients/client-defaults.ts'
import { snsTopicClient } from '../../shared/runtime/clients/sns.ts'
import { journal, nameOf } from '../../shared/runtime/journal.ts'
import {
  endReceipts,
  raiseSpendLimit,
  setSmsAttributes,
  smsAttributes,
  spendLimit,
} from './set-sms-attributes.ts'

const smsAccount = awsSmsAccount(snsTopicClient(), new CloudWatchLogsClient(clientDefaults))
const wait = (seconds: number) => sleep(seconds * 1000)

export async function handler(event: CloudFormationCustomResourceEvent): Promise<void> {
  const { RequestType: request, ResourceType: resource } = event
  try {
    await applyChange(event)
    journal({ event: 'sms-attributes.set', request, resource })
  } catch (error) {
    journal({ event: 'sms-attributes.failed', request, resource, error: nameOf(error) })
    // Reports success for a failed deletion, since a failure would block the stack's deletion.
    if (request !== 'Delete') return respond(event, { Status: 'FAILED', Reason: String(error) })
  }
  await respond(event, { Status: 'SUCCESS' })
}

async function applyChange(event: CloudFormationCustomResourceEvent): Promise<void> {
  const { ResourceType, RequestType, ResourceProperties } = event
  // CloudFormation retains this resource, so it sends no deletion.
  if (ResourceType === 'Custom::SmsSpendLimit')
    return raiseSpendLimit(smsAccount, spendLimit.parse(ResourceProperties))
  const settings = smsAttributes.parse(ResourceProperties)
  await (RequestType === 'Delete'
    ? endReceipts(smsAccount, settings)
    : setSmsAttributes(smsAccount, settings, wait))
}

// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html
async function respond(
  { StackId, RequestId, LogicalResourceId, ResponseURL }: CloudFormationCustomResourceEvent,
  outcome: { Status: 'SUCCESS' } | { Status: 'FAILED'; Reason: string },
): Promise<void> {
  const body = { StackId, RequestId, LogicalResourceId, PhysicalResourceId: LogicalResourceId }
  const response = await fetch(ResponseURL, {
    method: 'PUT',
    // A string body would add a content type, which the signed URL forbids.
    body: new TextEncoder().encode(JSON.stringify({ ...body, ...outcome })),
  })
  if (!response.ok) throw new Error(`CloudFormation refused the response: ${response.status}`)
}
