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

const account = awsSmsAccount(snsTopicClient(), new CloudWatchLogsClient(clientDefaults))
const wait = (seconds: number) => sleep(seconds * 1000)

/** Custom resource: CloudFormation has none for the SMS attributes of SNS. */
export async function handler(event: CloudFormationCustomResourceEvent): Promise<void> {
  const { RequestType: request, ResourceType: resource } = event
  try {
    await applyChange(event)
    journal({ event: 'sms-attributes.set', request, resource })
    await respond(event, { Status: 'SUCCESS' })
  } catch (error) {
    journal({ event: 'sms-attributes.failed', request, resource, error: nameOf(error) })
    // The deployer must read which attribute SNS refused; the error contains no phone number.
    await respond(event, { Status: 'FAILED', Reason: String(error) })
  }
}

async function applyChange(event: CloudFormationCustomResourceEvent): Promise<void> {
  const { ResourceType, RequestType, ResourceProperties } = event
  if (ResourceType === 'Custom::SmsSpendLimit') {
    // A deletion never lowers it: another election may need it.
    if (RequestType !== 'Delete') {
      await raiseSpendLimit(account, spendLimit.parse(ResourceProperties))
    }
    return
  }
  if (RequestType !== 'Delete') {
    return setSmsAttributes(account, smsAttributes.parse(ResourceProperties), wait)
  }
  try {
    await endReceipts(account, smsAttributes.parse(ResourceProperties))
  } catch (error) {
    // A failed deletion would block the whole stack.
    journal({
      event: 'sms-attributes.failed',
      request: RequestType,
      resource: ResourceType,
      error: nameOf(error),
    })
  }
}

// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html
async function respond(
  { StackId, RequestId, LogicalResourceId, ResponseURL }: CloudFormationCustomResourceEvent,
  outcome: { Status: 'SUCCESS' } | { Status: 'FAILED'; Reason: string },
): Promise<void> {
  const body = { StackId, RequestId, LogicalResourceId, PhysicalResourceId: LogicalResourceId }
  const response = await fetch(ResponseURL, {
    method: 'PUT',
    // Sent as bytes: a string would add a content type, which the signed URL forbids.
    body: new TextEncoder().encode(JSON.stringify({ ...body, ...outcome })),
  })
  if (!response.ok) throw new Error(`CloudFormation was not told: ${response.status}`)
}
