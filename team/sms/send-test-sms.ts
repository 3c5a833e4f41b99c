import type { Election } from '../../shared/domain/election/election.ts'
import type { Clock } from '../../shared/domain/instants.ts'
import { readPhone } from '../../shared/domain/sms/phone.ts'
import type { SmsCarrier, TestReceipt } from '../../shared/domain/sms/sms-delivery.ts'
import { testSms } from '../../shared/texts/sms/sms.ts'
import { notPhoneText } from '../failure-texts.ts'
import { smsCommandTexts as texts } from './texts.ts'

const lookSeconds = 5
const patienceSeconds = 90

/** Where SNS writes the receipts; on a local run there is none to look at. */
export interface ReceiptLogs {
  /** Their name, for whoever looks later. */
  group: string
  find(messageId: string, since: Date): Promise<TestReceipt | undefined>
}

interface Dependencies {
  carrier: SmsCarrier
  receiptLogs: ReceiptLogs | undefined
  election: Pick<Election, 'mode' | 'territories' | 'smsSignature'>
  clock: Clock
  sleep: (milliseconds: number) => Promise<unknown>
  /** Each line as soon as it is known. */
  tell: (line: string) => void
}

/**
 * Sends one SMS without an identifier, as identifiers are sent, and tells what becomes of it: whether a territory
 * is served, and at what price, AWS's pages do not say of all.
 * @returns whether nothing speaks against SMS to that number
 */
export async function sendTestSms(dependencies: Dependencies, typed: string): Promise<boolean> {
  const { carrier, receiptLogs, election, clock, sleep, tell } = dependencies
  const reading = readPhone(typed, election.territories)
  if ('error' in reading) {
    tell(notPhoneText)
    return false
  }
  const since = clock()
  const handover = await carrier.send({
    phone: reading.value,
    text: testSms(election.smsSignature, election),
  })
  if (!('messageId' in handover)) {
    tell(texts.refused('refused' in handover ? handover.refused : handover.notTaken))
    return false
  }
  tell(texts.taken(handover.messageId))
  if (!receiptLogs) {
    tell(texts.onHandset)
    return true
  }
  tell(texts.awaiting)
  for (let waited = 0; waited < patienceSeconds; waited += lookSeconds) {
    await sleep(lookSeconds * 1000)
    const receipt = await receiptLogs.find(handover.messageId, since)
    if (!receipt) continue
    tell(receipt.isSent ? texts.sent(receipt.priceUsd) : texts.notSent(receipt.response))
    return receipt.isSent
  }
  tell(texts.noReceipt(receiptLogs.group))
  return true
}
