import type { Election } from '../../shared/domain/election/election.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { number } from '../../shared/texts/numbers.ts'
import { readElectionFile } from '../../shared/tooling/election-file.ts'
import { billOf, smsPriceUsd, totalUsd, type Usage } from './prices.ts'
import { type ElectionSize, isQuotaLow, plannedVoters, type Quota, quotasOf } from './quotas.ts'
import { dayText, priceLine, quotaLabels, roundedText, usdText } from './texts.ts'
import { journeys, monthlyUsage, oneTimeUsage } from './usage.ts'

/** AWS may take days to grant a quota, and may ask questions first. */
const quotaLeadWeeks = 4

const smallLineUsd = 0.005

export function runEstimate(
  file: string,
  {
    voters,
    reissues = Math.ceil(voters * 0.03),
  }: Pick<ElectionSize, 'voters'> & Partial<ElectionSize>,
): number {
  console.log(estimateText(readElectionFile(file), { voters, reissues }, new Date()))
  return 0
}

export function estimateText(election: Election, size: ElectionSize, now: Date): string {
  const { timeZone, dates, site } = election
  const { voters, reissues } = size
  const requestDeadline = secondsLater(dates.reissueOpensAt, -quotaLeadWeeks * 7 * 86_400)
  const monthUsage = monthlyUsage(voters, site.firewall)
  const monthCount = monthCountOf(dates)
  const smsUsd = reissues * smsPriceUsd
  const journeysTotalUsd = journeysUsd(size)
  const fixedUsd = monthCount * totalUsd(monthUsage) + totalUsd(oneTimeUsage)
  return [
    `${election.title}, pour ${roundedText(voters)} électeurs`,
    withHeading(
      "Quotas, au plus fort de la première matinée : « à avoir » suffit pour que personne n'attende plus d'un quart d'heure ; les parts sont supposées (team/estimate/quotas.ts)",
      ...quotasOf(size, election).map(quotaLine),
      voters <= plannedVoters
        ? `  L'API, les tables et le pare-feu suffisent jusqu'à ${roundedText(plannedVoters)} électeurs.`
        : `  TROP PEU  L'API, les tables et le pare-feu sont prévus pour ${roundedText(plannedVoters)} électeurs : docs/edge.md#throttles.`,
      requestDeadline > now
        ? `  À demander à AWS avant le ${dayText(requestDeadline, timeZone)}, quatre semaines avant l'ouverture des demandes : docs/deploy.md#what-aws-leaves-to-you.`
        : `  À demander à AWS tout de suite : il aurait fallu le faire avant le ${dayText(requestDeadline, timeZone)}. Voir docs/deploy.md#what-aws-leaves-to-you.`,
    ),
    "Ce que l'élection coûte, en USD hors taxes",
    withHeading(
      `1 000 nouveaux identifiants : ${usdText(totalUsd(journeys.reissue) + 1000 * smsPriceUsd)}`,
      priceLine(1000 * smsPriceUsd, `SMS, au prix de la France : ${number(1000)}`),
      ...linesOf(journeys.reissue),
    ),
    billText('1 000 premières connexions', journeys.firstSignIn),
    billText("1 000 votes avec l'identifiant de la notice", journeys.vote),
    billText('Chaque mois, utilisé ou non', monthUsage),
    withHeading(
      `L'élection, pour ${number(voters)} électeurs, ${number(reissues)} nouveaux identifiants et ${monthCount} mois : ${usdText(smsUsd + journeysTotalUsd + fixedUsd)}`,
      priceLine(smsUsd, 'SMS, au prix de la France'),
      priceLine(journeysTotalUsd, 'premières connexions, votes et demandes, sans les SMS'),
      priceLine(fixedUsd, 'ce qui se paie par mois, et une fois'),
      `  Hors de France, un SMS coûte ${usdText(election.smsMaxPriceUsd)} au plus, d'après le fichier : les prix d'AWS sont à chercher.`,
    ),
    "Prix d'eu-west-3, sans les volumes gratuits. Ceux de DynamoDB, Lambda et SQS sont de la liste d'AWS du 7 septembre 2026 ; les autres sont supposés (team/estimate/prices.ts), à vérifier dans le compte.",
  ].join('\n\n')
}

function quotaLine(quota: Quota): string {
  const { name, value, peak, target } = quota
  const quotaText = `prévu, ${value === undefined ? 'rien' : roundedText(value)} ; demandé, ${roundedText(peak)}`
  return isQuotaLow(quota)
    ? `  TROP PEU  ${quotaLabels[name]} : ${quotaText} ; à avoir, ${roundedText(target)}`
    : `  suffit    ${quotaLabels[name]} : ${quotaText}`
}

function monthCountOf({ reissueOpensAt, contestUntil }: Election['dates']): number {
  const monthIndex = (date: Date) => 12 * date.getUTCFullYear() + date.getUTCMonth()
  return monthIndex(contestUntil) - monthIndex(reissueOpensAt) + 1
}

/** Assumes one first sign-in and one vote for each voter. SMS are not included. */
export function journeysUsd({ voters, reissues }: ElectionSize): number {
  const { firstSignIn, vote, reissue } = journeys
  const totalPerThousand =
    voters * totalUsd(firstSignIn) +
    (voters - reissues) * totalUsd(vote) +
    reissues * totalUsd(reissue)
  return totalPerThousand / 1000
}

const withHeading = (heading: string, ...lines: string[]) => [heading, ...lines].join('\n')

const billText = (title: string, usage: Usage) =>
  withHeading(`${title} : ${usdText(totalUsd(usage))}`, ...linesOf(usage))

function linesOf(usage: Usage): string[] {
  const lines = billOf(usage)
  const smallLines = lines.filter(({ usd }) => usd < smallLineUsd)
  return [
    ...lines
      .filter(({ usd }) => usd >= smallLineUsd)
      .map(({ label, units, usd }) => priceLine(usd, `${label} : ${number(Math.round(units))}`)),
    ...(smallLines.length > 0
      ? [
          priceLine(
            smallLines.reduce((sum, { usd }) => sum + usd, 0),
            'le reste',
          ),
        ]
      : []),
  ]
}
