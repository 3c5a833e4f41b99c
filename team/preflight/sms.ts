import {
  type CloudWatchLogsClient,
  DescribeSubscriptionFiltersCommand,
} from '@aws-sdk/client-cloudwatch-logs'
import {
  DescribeAccountAttributesCommand,
  DescribeSpendLimitsCommand,
  GetProtectConfigurationCountryRuleSetCommand,
  type ProtectConfigurationCountryRuleSetInformation,
} from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { GetSMSAttributesCommand, GetSMSSandboxAccountStatusCommand } from '@aws-sdk/client-sns'
import { receiptLogGroupsOf, smsNames } from '../../shared/contract/sms-names.ts'
import { smsTexts as texts } from '../../shared/texts/preflight/sms.ts'
import { smsFor, smsPrices } from '../estimate/prices.ts'
import { unlessGone } from '../unless-gone.ts'
import { allOf, ask, check, given, judged } from './ask.ts'
import { type Answer, blocks, type Finding, ok, warning } from './finding.ts'
import type { Look } from './look.ts'

/** What SNS lets an account spend that never set a limit. */
const firstLimitUsd = 1

/** As many as CloudWatch lets a log group have. */
const mostSubscriptions = 2

export function lookAtSms({ election, clients, caller, sms }: Look): Promise<Finding[]> {
  const { sns, endUserMessaging, logs } = clients
  const { region, smsMonthlySpendUsd, territories } = election
  // AWS End User Messaging SMS carries the SMS of SNS. What it holds for the account holds for SNS too:
  // https://docs.aws.amazon.com/sms-voice/latest/userguide/protect-configuration.html
  const granted = ask('sms-voice:DescribeSpendLimits', async () => {
    const { SpendLimits } = await endUserMessaging.send(new DescribeSpendLimitsCommand({}))
    const ofSms = SpendLimits?.find(({ Name }) => Name === 'TEXT_MESSAGE_MONTHLY_SPEND_LIMIT')
    return given(ofSms?.MaxLimit)
  })
  return allOf([
    check(
      'sns:GetSMSSandboxAccountStatus',
      () => sns.send(new GetSMSSandboxAccountStatusCommand({})),
      ({ IsInSandbox }) => [IsInSandbox ? blocks(texts.sandbox) : ok(texts.production)],
    ),
    check(
      'sns:GetSMSAttributes',
      () => sns.send(new GetSMSAttributesCommand({})),
      async ({ attributes: { MonthlySpendLimit, DeliveryStatusIAMRole } = {} }) => [
        ...judgeSpend(
          Number(MonthlySpendLimit ?? firstLimitUsd),
          await granted,
          smsMonthlySpendUsd,
          sms,
        ),
        ...judgeReceiptRole(DeliveryStatusIAMRole, smsNames.stack),
      ],
    ),
    check(
      'sms-voice:DescribeAccountAttributes',
      () => endUserMessaging.send(new DescribeAccountAttributesCommand({})),
      ({ AccountAttributes = [] }) => {
        const name = 'DEFAULT_PROTECT_CONFIGURATION_ID'
        const ProtectConfigurationId = AccountAttributes.find(({ Name }) => Name === name)?.Value
        if (ProtectConfigurationId === undefined) return judgeCountryRules({}, territories)
        const asked = { ProtectConfigurationId, NumberCapability: 'SMS' } as const
        return check(
          'sms-voice:GetProtectConfigurationCountryRuleSet',
          () => endUserMessaging.send(new GetProtectConfigurationCountryRuleSetCommand(asked)),
          ({ CountryRuleSet = {} }) => judgeCountryRules(CountryRuleSet, territories),
        )
      },
    ),
    check(
      'logs:DescribeSubscriptionFilters',
      () => readReceiptLogs(logs, { account: caller.account, region }),
      (groups) => judgeReceiptLogs(groups, smsNames.collector),
    ),
  ])
}

/**
 * The deployment raises the limit to the file's, up to what AWS granted.
 * @param now in USD a month, as the others
 * @param granted the most that AWS lets the account spend, whatever limit it set itself
 * @param wanted `smsMonthlySpendUsd`
 * @param expectedSms in a month; undefined when nobody said
 */
export function judgeSpend(
  now: number,
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

/**
 * @param role who writes the receipts; nobody does without one
 * @param stack the one that sets it for all elections of the account
 */
export function judgeReceiptRole(role: string | undefined, stack: string): Finding[] {
  return !role || role.includes(`role/${stack}-`) ? [] : [warning(texts.receiptsOfOthers(role))]
}

export function judgeCountryRules(
  rules: Readonly<
    Record<string, Pick<ProtectConfigurationCountryRuleSetInformation, 'ProtectStatus'>>
  >,
  territories: readonly string[],
): Finding[] {
  const under = (status: string) =>
    territories.filter((code) => rules[code]?.ProtectStatus === status)
  const [blocked, filtered] = [under('BLOCK'), under('FILTER')]
  return [
    ...(blocked.length > 0 ? [blocks(texts.territoriesBlocked(blocked))] : []),
    ...(filtered.length > 0 ? [warning(texts.territoriesFiltered(filtered))] : []),
    ...(blocked.length + filtered.length === 0 ? [ok(texts.territories)] : []),
  ]
}

interface LogGroup {
  name: string
  /** Functions or streams that its lines go to. */
  destinations: readonly string[]
}

/** The two groups that SNS writes receipts to; one that is not there yet has no subscription. */
function readReceiptLogs(
  client: CloudWatchLogsClient,
  place: { account: string; region: string },
): Promise<LogGroup[]> {
  const groups = Object.values(receiptLogGroupsOf(place)).map(async (name) => {
    const asked = new DescribeSubscriptionFiltersCommand({ logGroupName: name })
    const { subscriptionFilters = [] } = (await unlessGone(() => client.send(asked))) ?? {}
    return {
      name,
      destinations: subscriptionFilters.map(({ destinationArn = '' }) => destinationArn),
    }
  })
  return Promise.all(groups)
}

/** @param collector the function that reads the receipts for all elections of the account */
export function judgeReceiptLogs(groups: readonly LogGroup[], collector: string): Finding[] {
  const full = groups.filter(({ destinations }) => {
    const others = destinations.filter((arn) => !arn.endsWith(`:function:${collector}`))
    return others.length >= mostSubscriptions
  })
  return full.length > 0
    ? full.map(({ name }) => blocks(texts.logsTaken(name)))
    : [ok(texts.logsFree)]
}
