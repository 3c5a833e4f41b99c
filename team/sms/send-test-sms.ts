import { setTimeout as sleep } from 'node:timers/promises'
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs'
import {
  awsSmsReceiptLogs,
  type TestReceipt,
} from '../../shared/adapters/sms/aws-sms-receipt-logs.ts'
import { snsSmsCarrier } from '../../shared/adapters/sms/sns-sms-carrier.ts'
import { receiptLogGroupsOf } from '../../shared/contract/sms-names.ts'
import { readPhone } from '../../shared/domain/sms/phone.ts'
import { testSms } from '../../shared/texts/sms/sms.ts'
import { CommandError } from '../command-error.ts'
import { notPhoneText } from '../failure-texts.ts'
import type { Reached, ReachOptions } from '../reach-election.ts'
import { smsCommandTexts as texts } from './texts.ts'

const lookSeconds = 5
const patienceSeconds = 90

/** Sends an SMS without an identifier: AWS does not document delivery and price for every territory. */
export async function runTestSms(
  { deployment, election }: Reached,
  typed: string,
  options: ReachOptions,
): Promise<number> {
  const reading = readPhone(typed, election.territories)
  if ('error' in reading) throw new CommandError(notPhoneText)
  const since = new Date()
  const handover = await snsSmsCarrier(deployment.sns, election).send({
    phone: reading.value,
    text: testSms(election.smsSignature, election),
  })
  if (!('messageId' in handover)) {
    const why = 'refused' in handover ? handover.refused : handover.notTaken
    throw new CommandError(texts.refused(why))
  }
  console.log(texts.taken(handover.messageId))
  if (options.stack === undefined) {
    console.log(texts.onHandset)
    return 0
  }
  console.log(texts.awaiting)
  const [, , , region = '', account = ''] = deployment.outputs.ProofKeysSecret.split(':')
  const group = receiptLogGroupsOf({ region, account }).successes
  const receipt = await awaitReceipt(group, handover.messageId, since)
  if (!receipt) {
    // The SMS may have arrived all the same.
    console.log(texts.noReceipt(group))
    return 0
  }
  console.log(receipt.isSent ? texts.sent(receipt.priceUsd) : texts.notSent(receipt.response))
  return receipt.isSent ? 0 : 1
}

async function awaitReceipt(
  logGroup: string,
  messageId: string,
  since: WallInstant,
): Promise<TestReceipt | undefined> {
  const client = new CloudWatchLogsClient()
  const receipts = awsSmsReceiptLogs(client, logGroup)
  try {
    for (let waited = 0; waited < patienceSeconds; waited += lookSeconds) {
      await sleep(lookSeconds * 1000)
      const receipt = await receipts.find(messageId, since)
      if (receipt) return receipt
    }
    return undefined
  } finally {
    client.destroy()
  }
}
