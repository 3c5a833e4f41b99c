import {
  DescribeAccountAttributesCommand,
  DescribeSpendLimitsCommand,
  GetProtectConfigurationCountryRuleSetCommand,
  type PinpointSMSVoiceV2Client,
} from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { smsTexts as texts } from '../../shared/texts/preflight/sms.ts'
import { blocks, type Finding, ok, warning } from './finding.ts'

// AWS End User Messaging SMS carries the SMS of SNS. What it holds for the account holds for SNS too:
// https://docs.aws.amazon.com/sms-voice/latest/userguide/protect-configuration.html

/** @returns the most that AWS lets the account spend on SMS in a month, in USD, whatever limit it set itself */
export async function readGrantedSpend(client: PinpointSMSVoiceV2Client): Promise<number> {
  const { SpendLimits = [] } = await client.send(new DescribeSpendLimitsCommand({}))
  const sms = SpendLimits.find(({ Name }) => Name === 'TEXT_MESSAGE_MONTHLY_SPEND_LIMIT')
  if (sms?.MaxLimit === undefined) throw new Error('no spend limit')
  return sms.MaxLimit
}

/** ALLOW, BLOCK, MONITOR or FILTER by country; undefined when the account protects itself from none. */
export async function readCountryRules(
  client: PinpointSMSVoiceV2Client,
): Promise<Record<string, string> | undefined> {
  const { AccountAttributes = [] } = await client.send(new DescribeAccountAttributesCommand({}))
  const configuration = AccountAttributes.find(
    ({ Name }) => Name === 'DEFAULT_PROTECT_CONFIGURATION_ID',
  )?.Value
  if (!configuration) return undefined
  const { CountryRuleSet = {} } = await client.send(
    new GetProtectConfigurationCountryRuleSetCommand({
      ProtectConfigurationId: configuration,
      NumberCapability: 'SMS',
    }),
  )
  return Object.fromEntries(
    Object.entries(CountryRuleSet).map(([code, { ProtectStatus = '' }]) => [code, ProtectStatus]),
  )
}

export function judgeCountryRules(
  rules: Record<string, string> | undefined,
  territories: readonly string[],
): Finding[] {
  const under = (status: string) => territories.filter((code) => rules?.[code] === status)
  const [blocked, filtered] = [under('BLOCK'), under('FILTER')]
  return [
    ...(blocked.length > 0 ? [blocks(texts.territoriesBlocked(blocked))] : []),
    ...(filtered.length > 0 ? [warning(texts.territoriesFiltered(filtered))] : []),
    ...(blocked.length + filtered.length === 0 ? [ok(texts.territories)] : []),
  ]
}
