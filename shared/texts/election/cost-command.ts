export const costHelp = {
  name: 'npm run cost --',
  description:
    "Dit ce que coûte l'élection du fichier : pour 1 000 nouveaux identifiants, 1 000 premières connexions, l'élection entière, par territoire, et ce que coûterait une attaque. Rien n'est lu sur le réseau.",
  usage: '[FICHIER] [options]',
  file: "le fichier de l'élection (election.json si rien n'est dit)",
  voters: "combien d'électeurs",
  reissues: "combien de nouveaux identifiants (3 pour 100 électeurs si rien n'est dit)",
} as const

/** Where prices were read. */
export const priceSources = {
  list: "liste des prix d'AWS, eu-west-3",
  announced: 'forfaits de CloudFront, lus chez des tiers',
} as const

/** What has a price, as a line of the bill names it. */
export const priceLabels: Readonly<Record<string, string>> = {
  dynamoWrites: 'DynamoDB, écritures',
  dynamoReads: 'DynamoDB, lectures',
  lambdaSeconds: 'Lambda, secondes de Go',
  lambdaRequests: 'Lambda, exécutions',
  sqsRequests: 'SQS, demandes',
  siteRequests: 'CloudFront, demandes',
  siteBytes: 'CloudFront, octets',
  apiCalls: 'API Gateway, appels',
  mails: 'e-mails',
  logBytes: 'journaux, octets',
  maskedBytes: 'numéros masqués dans les accusés, octets',
  topicMessages: 'SNS, accusés transmis',
  firewallRequests: 'pare-feu, demandes',
  metricsRead: 'CloudWatch, chiffres lus',
  firewalls: 'pare-feu, par mois',
  firewallRules: 'pare-feu, règles',
  secrets: 'clés',
  signingKeys: 'clé qui signe le journal',
  signatures: 'signatures du journal',
  objectsWritten: 'journal, objets écrits',
  objectsRead: 'journal, objets lus',
  alarmMetrics: 'alarmes',
  ownMetrics: 'mesures tirées du journal',
  tableGigabytes: 'tables, Go avec leurs copies',
  warmWrites: 'capacité de la table des tentatives, écritures par seconde',
}

const numbers = (digits: number) =>
  new Intl.NumberFormat('fr-FR', { minimumFractionDigits: digits, maximumFractionDigits: digits })

const written = (value: number, digits: number) =>
  numbers(digits).format(value).replaceAll('\u202f', '\u00a0')

/** Half a cent shows; of a thousand, nobody looks for the cents. */
export function usd(value: number): string {
  if (value >= 100) return written(value, 0)
  return written(value, value >= 0.1 || value === 0 ? 2 : 3)
}

const whole = (value: number) => written(value, 0)

export const costTexts = {
  title: (election: string) => `${election} : ce que l'élection coûte, en USD hors taxes`,
  amount: (what: string, value: number) => `${what} : ${usd(value)}`,
  line: (label: string, units: number, value: number) =>
    `  ${usd(value).padStart(9)}  ${label} : ${whole(units)}`,
  small: (value: number) => `  ${usd(value).padStart(9)}  le reste`,
  sms: (units: number, value: number) =>
    `  ${usd(value).padStart(9)}  SMS, au prix de la France : ${whole(units)}`,
  reissues: '1 000 nouveaux identifiants',
  firstConnections: '1 000 premières connexions',
  votes: "1 000 votes avec l'identifiant de la notice",
  months: 'Chaque mois, utilisé ou non',
  goal: (value: number, goal: number, largest: readonly string[]) =>
    value <= goal
      ? `  Sans les SMS : ${usd(value)}. L'objectif est ${usd(goal)} : il est tenu.`
      : `  Sans les SMS : ${usd(value)}. L'objectif est ${usd(goal)} : il n'est pas tenu. Le plus cher : ${largest.join(' ; ')}.`,
  goalInPlan: (value: number) =>
    `  Avec un forfait de CloudFront, qui se paie par mois : ${usd(value)} et les SMS.`,
  election: (voters: number, reissues: number, months: number) =>
    `L'élection, pour ${whole(voters)} électeurs, ${whole(reissues)} nouveaux identifiants et ${months} mois`,
  electionLines: (used: number, standing: number, sms: number) => [
    `  ${usd(sms).padStart(9)}  SMS, au prix de la France`,
    `  ${usd(used).padStart(9)}  premières connexions, votes et demandes, sans les SMS`,
    `  ${usd(standing).padStart(9)}  ce qui se paie par mois, et une fois`,
  ],
  withFlood: (value: number) =>
    `  ${usd(value).padStart(9)}  en plus, pour un jour d'attaque depuis des milliers d'adresses`,
  territories: '1 000 SMS, par territoire',
  territory: (names: readonly string[], value: number, isKnown: boolean) =>
    `  ${usd(value).padStart(9)}  ${isKnown ? '' : "au plus, d'après le fichier ; prix à chercher : "}${names.join(', ')}`,
  plans: "CloudFront et le pare-feu, pour l'élection entière",
  payAsYouGo: (value: number) => `  ${usd(value).padStart(9)}  à l'usage`,
  plan: (name: string, value: number, months: number, requests: number) =>
    `  ${usd(value).padStart(9)}  au forfait ${name}, ${months} mois : jusqu'à ${whole(requests)} demandes par mois, sans supplément au-delà mais moins vite ; ce que le pare-feu arrête ne compte pas`,
  noPlan: '             au forfait : aucun ne suffit',
  planFlooded: (name: string | undefined) =>
    `             avec un jour d'attaque qui n'est pas arrêtée, il faudrait ${name ? `le forfait ${name}` : 'plus que le plus grand forfait'}`,
  floods: "Un jour d'attaque : des liens demandés pour des adresses de personne",
  oneAddress: (requests: number, value: number, inPlan: number) =>
    `  ${usd(value).padStart(9)}  depuis une adresse, à la limite du pare-feu : ${whole(requests)} demandes (au forfait : ${usd(inPlan)})`,
  stopped: (requests: number, least: number, most: number) =>
    `  ${usd(least).padStart(9)}  à ${usd(most)}, ce que le pare-feu arrête d'une machine qui n'arrête pas : ${whole(requests)} demandes (au forfait : 0)`,
  manyAddresses: (requests: number, value: number, inPlan: number) =>
    `  ${usd(value).padStart(9)}  depuis des milliers d'adresses, à la limite de la route : ${whole(requests)} demandes (au forfait : ${usd(inPlan)})`,
  pricesRead: (source: string, on: string, labels: readonly string[]) =>
    `  ${source}, ${on} : ${labels.join(' ; ')}`,
  pricesAssumed: (labels: readonly string[]) =>
    `  supposés, à vérifier dans le compte : ${labels.join(' ; ')}`,
  prices: "Prix : ceux d'eu-west-3, sans les volumes gratuits (team/cost/prices.ts)",
} as const
