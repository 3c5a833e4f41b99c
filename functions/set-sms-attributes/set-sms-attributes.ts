import * as z from 'zod/mini'
import { settleAll } from '../../shared/access/settle-all.ts'
import type { SmsAccount } from '../../shared/domain/sms/sms-account.ts'

const nonEmptyText = z.string().check(z.minLength(1))
const wholeNumber = z.pipe(z.string().check(z.regex(/^[1-9]\d*$/)), z.transform(Number))

/** CloudFormation passes numbers as strings. */
export const smsAttributes = z.object({
  Attributes: z.record(z.string(), z.string()),
  LogGroupNames: z.array(nonEmptyText),
  RetentionInDays: wholeNumber,
  MaskingPolicy: nonEmptyText,
  FilterName: nonEmptyText,
  Collector: nonEmptyText,
})

export const spendLimit = z.object({ AtLeastUsd: wholeNumber })

/** Delays between attempts: SNS and CloudWatch take a while to see a new role or permission. */
const retrySeconds = [2, 4, 8, 15, 15, 30, 30]

export type Wait = (seconds: number) => Promise<unknown>

/** Prepares the log groups first: those that SNS creates would keep phone numbers for ever. */
export async function setSmsAttributes(
  smsAccount: SmsAccount,
  settings: z.output<typeof smsAttributes>,
  wait: Wait,
): Promise<void> {
  for (const name of settings.LogGroupNames) {
    await retry(wait, () =>
      smsAccount.prepareLogGroup({
        name,
        retentionDays: settings.RetentionInDays,
        maskingPolicy: settings.MaskingPolicy,
        filterName: settings.FilterName,
        collector: settings.Collector,
      }),
    )
  }
  await retry(wait, () => smsAccount.setAttributes(settings.Attributes))
}

/** Stops receipts but keeps the log groups: SNS could recreate deleted ones, and keep phone numbers for ever. */
export async function endReceipts(
  smsAccount: SmsAccount,
  {
    LogGroupNames,
    FilterName,
  }: Pick<z.output<typeof smsAttributes>, 'LogGroupNames' | 'FilterName'>,
): Promise<void> {
  await settleAll([
    smsAccount.setAttributes({ DeliveryStatusIAMRole: '', DeliveryStatusSuccessSamplingRate: '' }),
    ...LogGroupNames.map((name) =>
      smsAccount.unsubscribeLogGroup({ name, filterName: FilterName }),
    ),
  ])
}

const defaultLimitUsd = 1

/** Keeps a higher limit, which other SMS of the account may need. */
export async function raiseSpendLimit(
  smsAccount: SmsAccount,
  { AtLeastUsd }: z.output<typeof spendLimit>,
): Promise<void> {
  const { MonthlySpendLimit = defaultLimitUsd } = await smsAccount.attributes()
  if (Number(MonthlySpendLimit) >= AtLeastUsd) return
  await smsAccount.setAttributes({ MonthlySpendLimit: String(AtLeastUsd) })
}

async function retry(wait: Wait, task: () => Promise<void>): Promise<void> {
  for (const seconds of retrySeconds) {
    try {
      return await task()
    } catch {
      await wait(seconds)
    }
  }
  await task()
}
