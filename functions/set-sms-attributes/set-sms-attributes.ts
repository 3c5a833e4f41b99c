import * as z from 'zod/mini'
import { allAnswered } from '../../shared/access/all-answered.ts'
import type { SmsAccount } from '../../shared/domain/sms/sms-account.ts'
import { wholeNumber } from '../../shared/runtime/resources.ts'

const text = z.string().check(z.minLength(1))

/** How SNS sends, and where it writes receipts. CloudFormation hands every number over as a text. */
export const smsAttributes = z.object({
  Attributes: z.record(z.string(), z.string()),
  LogGroupNames: z.array(text),
  RetentionInDays: wholeNumber,
  MaskingPolicy: text,
  FilterName: text,
  Collector: text,
})

/** What the account may spend in a month at least. */
export const spendLimit = z.object({ AtLeastUsd: wholeNumber })

/** Until SNS and CloudWatch know a role or a permission that was made just before. */
const waitsSeconds = [2, 4, 8, 15, 15, 30, 30]

export type Wait = (seconds: number) => Promise<unknown>

/** The groups come first: SNS would make them itself, and keep whole numbers for ever. */
export async function setSmsAttributes(
  account: SmsAccount,
  settings: z.output<typeof smsAttributes>,
  wait: Wait,
): Promise<void> {
  for (const name of settings.LogGroupNames) {
    await trying(wait, () =>
      account.prepare({
        name,
        retentionDays: settings.RetentionInDays,
        maskingPolicy: settings.MaskingPolicy,
        filterName: settings.FilterName,
        collector: settings.Collector,
      }),
    )
  }
  await trying(wait, () => account.setAttributes(settings.Attributes))
}

/**
 * SNS writes no more receipts: nobody would collect them. The log groups stay, empty after a day: SNS would
 * make them again for those on their way, and keep these for ever. Of their two subscriptions, ours is free again.
 */
export async function endReceipts(
  account: SmsAccount,
  {
    LogGroupNames,
    FilterName,
  }: Pick<z.output<typeof smsAttributes>, 'LogGroupNames' | 'FilterName'>,
): Promise<void> {
  await allAnswered([
    account.setAttributes({ DeliveryStatusIAMRole: '', DeliveryStatusSuccessSamplingRate: '' }),
    ...LogGroupNames.map((name) => account.release({ name, filterName: FilterName })),
  ])
}

/** What SNS lets an account spend that never set a limit, in USD a month. */
const firstLimitUsd = 1

/** Never lowers it: the account sends other SMS too. */
export async function raiseSpendLimit(
  account: SmsAccount,
  { AtLeastUsd }: z.output<typeof spendLimit>,
): Promise<'raised' | 'enough'> {
  const { MonthlySpendLimit = firstLimitUsd } = await account.attributes()
  if (Number(MonthlySpendLimit) >= AtLeastUsd) return 'enough'
  await account.setAttributes({ MonthlySpendLimit: String(AtLeastUsd) })
  return 'raised'
}

async function trying(wait: Wait, work: () => Promise<void>): Promise<void> {
  for (const seconds of waitsSeconds) {
    try {
      return await work()
    } catch {
      await wait(seconds)
    }
  }
  await work()
}
