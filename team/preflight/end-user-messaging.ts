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

/** @returns the id of what protects the account by default; undefined when nothing does */
export async function readProtection(
  client: PinpointSMSVoiceV2Client,
): Promise<string | undefined> {
  const { AccountAttributes = [] } = await client.send(new DescribeAccountAttributesCommand({}))
  return AccountAttributes.find(({ Name }) => Name === 'DEFAULT_PROTECT_CONFIGURATION_ID')?.Value
}

/** @returns ALLOW, BLOCK, MONITOR or FILTER by country */
export async function readCountryRules(
  client: PinpointSMSVoiceV2Client,
  protection: string,
): Promise<Record<string, string>> {
  const { CountryRuleSet = {} } = await client.send(
    new GetProtectConfigurationCountryRuleSetCommand({
      ProtectConfigurationId: protection,
      NumberCapability: 'SMS',
    }),
  )
  return Object.fromEntries(
    Object.entries(CountryRuleSet).map(([code, { ProtectStatus = '' }]) => [code, ProtectStatus]),
  )
}

export function judgeCountryRules(
  rules: Readonly<Record<string, string>>,
  territories: readonly string[],
): Finding[] {
  const under = (status: string) => territories.filter((code) => rules[code] === status)
  const [blocked, filtered] = [under('BLOCK'), under('FILTER')]
  return [
    ...(blocked.length > 0 ? [blocks(texts.territoriesBlocked(blocked))] : []),
    ...(filtered.length > 0 ? [warning(texts.territoriesFiltered(filtered))] : []),
    ...(blocked.length + filtered.length === 0 ? [ok(texts.territories)] : []),
  ]
}
