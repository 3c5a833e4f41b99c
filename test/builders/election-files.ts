import { ElectionError, parseElection } from '../../shared/domain/election/parse-election.ts'

export const validElectionFile = {
  name: 'elections-2026',
  region: 'eu-west-3',
  title: 'Élections professionnelles 2026',
  organiser: 'Le Ministère',
  senderId: 'ELECTION26',
  timeZone: 'Europe/Paris',
  dates: {
    contestUntil: '2026-12-11T17:00',
    reissueOpensAt: '2026-11-14T00:00',
    reissueClosesAt: '2026-12-06T17:00',
    voteOpensAt: '2026-11-29T10:00',
    voteClosesAt: '2026-12-06T17:00',
  },
  limits: {
    ...{ reissuesPerVoter: 3, reissuesPerPhone: 3, smsPerVoter: 10, smsPerPhone: 10 },
    noticesBeyondRequests: 0,
  },
  smsDelaySeconds: 120,
  smsPerSecond: 10,
  smsDailyCap: 200_000,
  smsMaxPriceUsd: 0.2,
  smsMonthlySpendUsd: 16_000,
  receiptMinutes: 30,
  bothLostHours: 48,
  knownPhones: true,
  phoneSettlesHours: 12,
  unknownPhone: 'delay',
  unknownPhoneDelayHours: 36,
  mailsPerSecond: 20,
  smsWaitsForMailMinutes: 20,
  roles: {
    rollTeam: ['arn:aws:iam::123456789012:role/Roll'],
    operator: ['arn:aws:iam::123456789012:role/aws-reserved/sso.amazonaws.com/*/*_Operators_*'],
    watcher: ['arn:aws:iam::123456789012:role/Watcher', 'arn:aws:iam::123456789012:user/alice'],
    auditor: ['arn:aws:iam::123456789012:role/Auditor'],
    deployer: ['arn:aws:iam::123456789012:role/Deployer'],
  },
  alarms: { email: 'equipe@elections.example' },
  ledger: { lockDays: 365, headEveryMinutes: 30, recipients: ['bureau@elections.example'] },
  territories: ['FR', 'RE'],
  mail: { from: 'vote@elections.example', identity: 'domain' },
  protection: {
    keysReplicaRegion: 'eu-west-1',
    customerManagedKey: false,
    permissionsBoundary: 'bornes',
  },
  site: {
    brandColour: '#1d4e89',
    logo: 'logo.svg',
    domain: 'vote.elections.example',
    certificate:
      'arn:aws:acm:us-east-1:123456789012:certificate/01234567-89ab-cdef-0123-456789abcdef',
    hostedZone: { id: 'Z0123456789ABC', name: 'elections.example' },
    firewall: true,
    accessLogs: true,
    votingUrl: 'https://urne.elections.example/entrer?scrutin=2026',
  },
  lambdaConcurrency: 500,
  auditTrail: true,
  helpdesk: { phone: '01 23 45 67 89', email: 'aide@elections.example', hours: 'de 8 h à 18 h' },
  legal: {
    publisher: { name: 'Le Ministère', address: '1 rue X, Paris', phone: '01 23 45 67 89' },
    publicationDirector: 'Camille Exemple',
    contactEmail: 'site@elections.example',
    host: { name: 'Hébergeur', address: '2 rue X, Paris', phone: '01 23 45 67 88' },
    personalData: {
      controller: 'Le Ministère',
      officerEmail: 'dpo@elections.example',
      ground: 'une obligation légale',
      recipients: "L'équipe chargée de l'élection",
      retention: 'Deux ans',
      hostingPlace: 'Paris',
    },
    accessibility: { statedOn: '2026-10-01', contactEmail: 'acces@elections.example' },
  },
  ballots: [
    { id: 'csa', title: 'Comité social' },
    { id: 'cap', title: 'Commission paritaire' },
  ],
  mode: 'vote',
}

const { region, title, organiser, senderId, timeZone, dates, territories } = validElectionFile
const { smsDelaySeconds, smsPerSecond, smsDailyCap, smsMaxPriceUsd } = validElectionFile
const { ballots, helpdesk, mail, site } = validElectionFile

export const leastElectionFile = {
  ...{ region, title, organiser, senderId, timeZone, dates, territories, ballots, helpdesk },
  ...{ smsDelaySeconds, smsPerSecond, smsDailyCap, smsMaxPriceUsd },
  limits: { reissuesPerVoter: 3, reissuesPerPhone: 3 },
  mail: { from: mail.from },
  site: { brandColour: site.brandColour },
}

export const validStaff = {
  issuer: 'https://connexion.elections.example',
  clientId: 'reassort',
  people: [{ email: 'agent@elections.example', role: 'agent' }],
}

type Tree = { [name: string]: unknown }

export function withField(path: string, ...value: [unknown?]): Tree {
  const file = structuredClone(validElectionFile) as Tree
  const names = path.split('.')
  const last = names.pop() as string
  const parent = names.reduce((node, name) => node[name] as Tree, file)
  if (value.length === 0) delete parent[last]
  else parent[last] = value[0]
  return file
}

export function pathsOf(tree: object, prefix = ''): string[] {
  return Object.entries(tree).flatMap(([name, value]) => {
    const below = typeof value === 'object' ? pathsOf(value, `${prefix}${name}.`) : []
    return [`${prefix}${name}`, ...below]
  })
}

export function ofAnotherType(path: string): unknown {
  const value = path
    .split('.')
    .reduce<unknown>((node, name) => Object(node)[name], validElectionFile)
  return typeof value === 'boolean' ? 'true' : true
}

export function errorsOf(file: unknown): { field: string; message: string }[] {
  try {
    parseElection(file)
  } catch (error) {
    if (!(error instanceof ElectionError)) throw error
    return error.issues.map((issue) => ({
      field: issue.path.join('.') || '(whole file)',
      message: issue.code === 'rule' ? [issue.rule, ...issue.details].join(' ') : issue.code,
    }))
  }
  return []
}

export const fieldsOf = (file: unknown) => errorsOf(file).map(({ field }) => field)
