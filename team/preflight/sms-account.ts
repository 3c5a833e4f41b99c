import {
  GetSMSAttributesCommand,
  GetSMSSandboxAccountStatusCommand,
  type SNSClient,
} from '@aws-sdk/client-sns'
import { smsTexts as texts } from '../../shared/texts/preflight/sms.ts'
import { smsFor, smsPrices } from '../estimate/prices.ts'
import { judged } from './ask.ts'
import { type Answer, blocks, type Finding, ok, warning } from './finding.ts'

/** What SNS lets an account spend that never set a limit. */
const firstLimitUsd = 1

export interface SmsAttributes {
  monthlySpendUsd: number
  /** Who writes the receipts; undefined when nobody does. */
  receiptRole: string | undefined
}

export async function readIsSandbox(client: SNSClient): Promise<boolean> {
  const { IsInSandbox } = await client.send(new GetSMSSandboxAccountStatusCommand({}))
  return IsInSandbox === true
}

export function judgeSandbox(isSandbox: boolean): Finding[] {
  return [isSandbox ? blocks(texts.sandbox) : ok(texts.production)]
}

export async function readSmsAttributes(client: SNSClient): Promise<SmsAttributes> {
  const { attributes = {} } = await client.send(new GetSMSAttributesCommand({}))
  return {
    monthlySpendUsd: Number(attributes.MonthlySpendLimit ?? firstLimitUsd),
    receiptRole: attributes.DeliveryStatusIAMRole || undefined,
  }
}

/**
 * The deployment raises the limit to the file's, up to what AWS granted.
 * @param granted in USD a month
 * @param wanted `smsMonthlySpendUsd`
 * @param expectedSms in a month; undefined when nobody said
 */
export function judgeSpend(
  { monthlySpendUsd: now }: SmsAttributes,
  granted: Answer<number>,
  wanted: number | undefined,
  expectedSms: number | undefined,
): Finding[] {
  const raised = Math.max(now, wanted ?? 0)
  if (raised === now) return enough(now, now, expectedSms)
  return judged(granted, (most) =>
    most < raised
      ? [blocks(texts.spendNotGranted(most, raised))]
      : enough(now, raised, expectedSms),
  )
}

function enough(now: number, raised: number, expectedSms: number | undefined): Finding[] {
  const sms = smsFor(raised)
  if (expectedSms !== undefined && sms < expectedSms) {
    const needed = Math.ceil(expectedSms * smsPrices.FR)
    return [blocks(texts.spendTooLow(raised, sms, expectedSms, needed))]
  }
  const told = raised > now ? texts.spendRaised(now, raised, sms) : texts.spend(now, sms)
  return [expectedSms === undefined ? warning(texts.smsUnknown(told)) : ok(told)]
}

/** @param stack the one that sets them for all elections of the account */
export function judgeReceiptRole({ receiptRole }: SmsAttributes, stack: string): Finding[] {
  if (receiptRole === undefined || receiptRole.includes(`role/${stack}-`)) return []
  return [warning(texts.receiptsOfOthers(receiptRole))]
}
