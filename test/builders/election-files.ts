import { ElectionError, parseElection } from '../../shared/domain/election/parse-election.ts'
import validElectionFile from './valid-election.json' with { type: 'json' }

export { validElectionFile }

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
