import {
  DescribeAccountAttributesCommand,
  DescribeSpendLimitsCommand,
  GetProtectConfigurationCountryRuleSetCommand,
  type ProtectConfigurationCountryRuleSetInformation,
} from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { GetSMSAttributesCommand, GetSMSSandboxAccountStatusCommand } from '@aws-sdk/client-sns'
import { smsResourceNames } from '../../shared/contract/sms-resource-names.ts'
import { codesDivisor } from '../../shared/domain/account/phone-code-caps.ts'
import { number } from '../../shared/texts/numbers.ts'
import { smsCountFor, smsPriceUsd } from '../estimate/prices.ts'
import type { Account } from './clients.ts'
import { blocker, check, type Finding, ok, warning } from './finding.ts'

const defaultMonthlyLimitUsd = 1

/**
 * AWS End User Messaging sends the SMS of SNS, so the account's settings there apply:
 * https://docs.aws.amazon.com/sms-voice/latest/userguide/protect-configuration.html
 */
export const smsChecks = ({ election, clients: { sns, endUserMessaging } }: Account) => [
  check(
    'sns:GetSMSSandboxAccountStatus',
    () => sns.send(new GetSMSSandboxAccountStatusCommand({})),
    ({ IsInSandbox }) => [
      IsInSandbox
        ? blocker({
            text: "SNS est dans le bac à sable : il n'envoie qu'à 10 numéros vérifiés, à aucun électeur.",
            remedy:
              'Demandez à AWS de le quitter : docs/deploy.md#what-aws-leaves-to-you, point 3.',
          })
        : ok("SNS envoie à tout numéro : le compte n'est pas dans le bac à sable."),
    ],
  ),
  check(
    'sns:GetSMSAttributes',
    () => sns.send(new GetSMSAttributesCommand({})),
    async ({ attributes: { MonthlySpendLimit, DeliveryStatusIAMRole } = {} }) => {
      const limit = Number(MonthlySpendLimit ?? defaultMonthlyLimitUsd)
      const spendFindings = await check(
        'sms-voice:DescribeSpendLimits',
        () => endUserMessaging.send(new DescribeSpendLimitsCommand({})),
        ({ SpendLimits = [] }) => {
          const quota = SpendLimits.find(({ Name }) => Name === 'TEXT_MESSAGE_MONTHLY_SPEND_LIMIT')
          return [judgeSpend(limit, quota?.MaxLimit ?? 0, election.smsMonthlySpendUsd)]
        },
      )
      return [
        ...spendFindings,
        ...judgeCodes(election, Math.max(limit, election.smsMonthlySpendUsd ?? 0)),
        ...judgeReceiptRole(DeliveryStatusIAMRole),
      ]
    },
  ),
  check(
    'sms-voice:DescribeAccountAttributes',
    () => endUserMessaging.send(new DescribeAccountAttributesCommand({})),
    ({ AccountAttributes = [] }) => {
      const name = 'DEFAULT_PROTECT_CONFIGURATION_ID'
      const ProtectConfigurationId = AccountAttributes.find(({ Name }) => Name === name)?.Value
      if (ProtectConfigurationId === undefined) return judgeCountryRules({}, election.territories)
      const request = { ProtectConfigurationId, NumberCapability: 'SMS' } as const
      return check(
        'sms-voice:GetProtectConfigurationCountryRuleSet',
        () => endUserMessaging.send(new GetProtectConfigurationCountryRuleSetCommand(request)),
        ({ CountryRuleSet = {} }) => judgeCountryRules(CountryRuleSet, election.territories),
      )
    },
  ),
]

/** Amounts are in USD a month. The deployment can raise the limit up to the maximum that AWS granted. */
export function judgeSpend(currentLimit: number, grantedLimit: number, plannedLimit = 0): Finding {
  if (currentLimit < plannedLimit && grantedLimit < plannedLimit) {
    return blocker({
      text: `AWS n'accorde que ${number(grantedLimit)} USD de SMS par mois, le fichier en demande ${number(plannedLimit)} : le déploiement échouerait.`,
      remedy: `Demandez cette somme à AWS (docs/deploy.md#what-aws-leaves-to-you, point 4), ou écrivez "smsMonthlySpendUsd": ${grantedLimit}.`,
    })
  }
  const limit = Math.max(currentLimit, plannedLimit)
  return ok(
    `SNS pourra dépenser ${number(limit)} USD par mois, environ ${number(smsCountFor(limit))} SMS (${number(currentLimit)} USD aujourd'hui).`,
  )
}

export function judgeCodes(
  { knownPhones, smsDailyCap }: Pick<Account['election'], 'knownPhones' | 'smsDailyCap'>,
  monthlyLimitUsd: number,
): Finding[] {
  if (!knownPhones) return []
  const codesPerDay = Math.floor(smsDailyCap / codesDivisor)
  const text = `Les codes pour enregistrer un téléphone : ${number(codesPerDay)} SMS au plus par jour, ${number(Math.round(codesPerDay * smsPriceUsd))} USD, sur ces ${number(monthlyLimitUsd)} USD par mois.`
  if (codesPerDay * smsPriceUsd * codesDivisor <= monthlyLimitUsd) return [ok(text)]
  const remedy =
    'En quelques jours, ils en prendraient plus du quart : baissez smsDailyCap, demandez un plafond plus haut, ou écrivez "knownPhones": false.'
  return [warning({ text, remedy })]
}

export function judgeReceiptRole(role: string | undefined): Finding[] {
  if (!role || role.includes(`role/${smsResourceNames.stack}-`)) return []
  return [
    warning({
      text: `Les accusés des SMS du compte passent par ${role} : le déploiement met le nôtre à la place.`,
      remedy:
        'Prévenez les personnes qui les lisent, ou déployez dans un autre compte : docs/deploy.md#what-the-deployment-changes-in-the-account.',
    }),
  ]
}

type CountryRules = Readonly<
  Record<string, Pick<ProtectConfigurationCountryRuleSetInformation, 'ProtectStatus'>>
>

export function judgeCountryRules(rules: CountryRules, territories: readonly string[]): Finding[] {
  const territoriesWith = (status: string) =>
    territories.filter((code) => rules[code]?.ProtectStatus === status)
  const blockedTerritories = territoriesWith('BLOCK')
  const filteredTerritories = territoriesWith('FILTER')
  const remedy =
    "Ouvrez ces pays dans la console d'AWS End User Messaging, « Protect configurations » : docs/deploy.md#what-aws-leaves-to-you, point 5."
  const findings = [
    blockedTerritories.length > 0 &&
      blocker({
        text: `Le compte bloque les SMS vers ${blockedTerritories.join(', ')}, ceux de SNS aussi.`,
        remedy,
      }),
    filteredTerritories.length > 0 &&
      warning({
        text: `Le compte filtre les SMS vers ${filteredTerritories.join(', ')} : AWS peut en retenir qu'il croit suspects.`,
        remedy,
      }),
  ].filter((finding) => finding !== false)
  return findings.length > 0
    ? findings
    : [ok('Le compte ne bloque de lui-même aucun des territoires.')]
}
