import type { Election } from '../../shared/domain/election/election.ts'
import { type Clock, secondsLater } from '../../shared/domain/instants.ts'
import { givenElection } from '../election/given-election.ts'
import { billOf, smsPrices, totalUsd, type Usage } from './prices.ts'
import { isShort, plannedVoters, quotasOf, type Size } from './quotas.ts'
import { estimateTexts as texts } from './texts.ts'
import { journeys, monthlyUsage, onceUsage } from './usage.ts'

/** AWS takes days to grant a quota, and may ask questions first. */
const weeksAhead = 4

/** In USD. Smaller lines are summed in one. */
const smallLine = 0.005

export function runEstimate(
  file: string,
  { voters, reissues = Math.ceil(voters * 0.03) }: Pick<Size, 'voters'> & Partial<Size>,
  clock: Clock,
): number {
  console.log(estimate(givenElection(file), { voters, reissues }, clock()))
  return 0
}

export function estimate(election: Election, size: Size, now: Date): string {
  const { timeZone, dates, site } = election
  const { voters, reissues } = size
  const toAsk = secondsLater(dates.reissueOpensAt, -weeksAhead * 7 * 86_400)
  const monthly = monthlyUsage(voters, site.firewall)
  const months = monthsOf(dates)
  const sms = reissues * smsPrices.FR
  const usage = usedUsd(size)
  const fixed = months * totalUsd(monthly) + totalUsd(onceUsage)
  return [
    texts.title(election.title, voters),
    section(
      "Quotas, au plus fort de la première matinée : « à avoir » suffit pour que personne n'attende plus d'un quart d'heure ; les parts sont supposées (team/estimate/quotas.ts)",
      ...quotasOf(size, election).map((quota) =>
        texts.quota(quota.name, quota.has, quota.most, isShort(quota) ? quota.needed : undefined),
      ),
      texts.planned(plannedVoters, voters),
      texts.toAsk(toAsk, timeZone, now),
    ),
    "Ce que l'élection coûte, en USD hors taxes",
    section(
      texts.amount('1 000 nouveaux identifiants', totalUsd(journeys.reissue) + 1000 * smsPrices.FR),
      texts.line('SMS, au prix de la France', 1000, 1000 * smsPrices.FR),
      ...linesOf(journeys.reissue),
    ),
    bill('1 000 premières connexions', journeys.firstConnection),
    bill("1 000 votes avec l'identifiant de la notice", journeys.vote),
    bill('Chaque mois, utilisé ou non', monthly),
    section(
      texts.amount(texts.election(voters, reissues, months), sms + usage + fixed),
      ...texts.electionLines(usage, fixed, sms),
      texts.otherTerritories(election.smsMaxPriceUsd),
    ),
    "Prix d'eu-west-3, sans les volumes gratuits. Ceux de DynamoDB, Lambda et SQS sont de la liste d'AWS du 7 septembre 2026 ; les autres sont supposés (team/estimate/prices.ts), à vérifier dans le compte.",
  ].join('\n\n')
}

function monthsOf({ reissueOpensAt, contestUntil }: Election['dates']): number {
  const month = (date: Date) => 12 * date.getUTCFullYear() + date.getUTCMonth()
  return month(contestUntil) - month(reissueOpensAt) + 1
}

/** Assumes that each voter connects once and votes. SMS are not included. */
export function usedUsd({ voters, reissues }: Size): number {
  const { firstConnection, vote, reissue } = journeys
  const ofThousands =
    voters * totalUsd(firstConnection) +
    (voters - reissues) * totalUsd(vote) +
    reissues * totalUsd(reissue)
  return ofThousands / 1000
}

const section = (heading: string, ...lines: string[]) => [heading, ...lines].join('\n')

const bill = (what: string, usage: Usage) =>
  section(texts.amount(what, totalUsd(usage)), ...linesOf(usage))

function linesOf(usage: Usage): string[] {
  const lines = billOf(usage)
  const small = lines.filter(({ usd }) => usd < smallLine)
  return [
    ...lines
      .filter(({ usd }) => usd >= smallLine)
      .map(({ label, units, usd }) => texts.line(label, units, usd)),
    ...(small.length > 0 ? [texts.small(small.reduce((sum, { usd }) => sum + usd, 0))] : []),
  ]
}
