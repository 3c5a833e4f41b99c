import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { App } from 'aws-cdk-lib'
import type { CloudAssembly } from 'aws-cdk-lib/cx-api'
import { addElection } from '../../lib/election-stacks.ts'
import { election, root } from './local-app.ts'
import type { Resource } from './synthesised-template.ts'

export interface StackTemplate {
  Resources: Record<string, Resource>
  Outputs?: Record<string, { Value: unknown }>
}

export interface WholeApp {
  app: App
  directory: string
}

export const everything = {
  site: {
    ...election.site,
    domain: 'vote.elections.example.org',
    hostedZone: { id: 'Z0123456789ABC', name: 'elections.example.org' },
    firewall: true,
    accessLogs: true,
  },
  lambdaConcurrency: 1000,
  canary: true,
  auditTrail: true,
  protection: { customerManagedKey: true },
}

export const staff = {
  issuer: 'https://connexion.elections.example.org',
  clientId: 'reassort',
  people: [{ email: 'agent@elections.example.org', role: 'agent' }],
}

export const staffWithDomain = { ...staff, domain: 'assistance.elections.example.org' }

const certificate =
  'arn:aws:acm:us-east-1:123456789012:certificate/01234567-89ab-cdef-0123-456789abcdef'

/** An election that asks for nothing of us-east-1, nor for a trail: names and certificates are its own. */
export const withoutEdge = {
  site: { brandColour: '#1d4e89', domain: 'vote.elections.example.org', certificate },
  staff: { ...staffWithDomain, certificate },
  auditTrail: false,
}

interface Synthesis {
  context?: Record<string, unknown>
  /** Whether CDK's own rules for templates are applied, as at `cdk synth`: they take half of the time. */
  rules?: boolean
}

/** The app as `cdk deploy` has it, with some fields of the repository's election changed; `use` may synthesise it. */
export function withApp<Result>(
  changes: Record<string, unknown>,
  use: (whole: WholeApp) => Result,
  { context: given = {}, rules = false }: Synthesis = {},
): Result {
  const work = mkdtempSync(join(tmpdir(), 'reassort-app-'))
  try {
    const electionFile = join(work, 'election.json')
    writeFileSync(electionFile, JSON.stringify({ ...election, ...changes }))
    const { context } = JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8'))
    const directory = join(work, 'cdk.out')
    const app = new App({
      outdir: directory,
      context: { ...context, 'aws:cdk:enable-path-metadata': true, ...given },
      builtinCloudFormationValidation: rules,
    })
    addElection(app, electionFile)
    return use({ app, directory })
  } finally {
    rmSync(work, { recursive: true })
  }
}

/** Nobody reads the files that templates name, nor where a construct was made: both take a fifth of the time. */
const withoutFiles = { 'aws:cdk:disable-asset-staging': true, 'aws:cdk:disable-stack-trace': true }

const synthesised = new Map<string, Record<string, StackTemplate>>()

/** The templates by stack; files that a worker plays share them. */
export function templatesOf(
  changes: Record<string, unknown>,
  synthesis?: Synthesis,
): Record<string, StackTemplate> {
  const key = JSON.stringify([changes, synthesis])
  const templates =
    synthesised.get(key) ??
    withApp(changes, ({ app }) => templatesIn(app.synth()), {
      ...synthesis,
      context: { ...withoutFiles, ...synthesis?.context },
    })
  synthesised.set(key, templates)
  return templates
}

function templatesIn({ stacks }: CloudAssembly): Record<string, StackTemplate> {
  return Object.fromEntries(stacks.map(({ stackName, template }) => [stackName, template]))
}

export function resourcesOf(
  template: StackTemplate | undefined,
  type: string,
): [string, Resource][] {
  return Object.entries(template?.Resources ?? {}).filter(([, { Type }]) => Type === type)
}
