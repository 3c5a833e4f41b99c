import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { App } from 'aws-cdk-lib'
import type { CloudAssembly } from 'aws-cdk-lib/cx-api'
import { addElection } from '../../lib/election-stacks.ts'
import { appSources } from '../../local/app/synthesise.ts'
import { cachedBuild } from '../../shared/tooling/build-cache.ts'
import { election, root } from './local-app.ts'

export interface Resource {
  Type: string
  DeletionPolicy?: string
  DependsOn?: string[]
  // biome-ignore lint/suspicious/noExplicitAny: CloudFormation has no types
  Properties: any
}

export interface StackTemplate {
  Resources: Record<string, Resource>
  Outputs?: Record<string, { Value: unknown }>
}

export interface WholeApp {
  app: App
  directory: string
}

export const staff = {
  issuer: 'https://connexion.elections.example.org',
  clientId: 'reassort',
  domain: 'assistance.elections.example.org',
  people: [{ email: 'agent@elections.example.org', role: 'agent' }],
}

export const operators =
  'arn:aws:iam::123456789012:role/aws-reserved/sso.amazonaws.com/*/*_Operators_*'

export const allOptions = {
  staff,
  knownPhones: true,
  site: {
    ...election.site,
    domain: 'vote.elections.example.org',
    hostedZone: { id: 'Z0123456789ABC', name: 'elections.example.org' },
    firewall: true,
    accessLogs: true,
  },
  mail: { from: election.mail.from },
  mailsPerSecond: 200,
  mailsPerDay: 50_000,
  lambdaConcurrency: 1000,
  auditTrail: true,
  ledger: { lockDays: 1000 },
  protection: { customerManagedKey: true, permissionsBoundary: 'reassort-boundary' },
  roles: { operator: [operators] },
}

export const allOptionsButStaff = { ...allOptions, staff: undefined }

const certificate =
  'arn:aws:acm:us-east-1:123456789012:certificate/01234567-89ab-cdef-0123-456789abcdef'

export const bareName = 'Academie-de-creteil-cse-2026x'

export const minimal = {
  name: bareName.toLowerCase(),
  title: 'Une autre élection',
  senderId: 'AUTREVOTE',
  smsDelaySeconds: 0,
  smsMonthlySpendUsd: undefined,
  alarms: undefined,
  territories: ['RE'],
  mail: { from: election.mail.from, identity: 'existing' },
  site: { brandColour: '#1d4e89', domain: 'vote.elections.example.org', certificate },
  staff: { ...staff, certificate },
  auditTrail: false,
  protection: { keysReplicaRegion: 'eu-west-1' },
}

export const withLongName = {
  ...{ ...allOptions, name: `a${'b'.repeat(29)}` },
  roles: { operator: Array(12).fill(`arn:aws:iam::123456789012:role/${'x'.repeat(118)}`) },
}

interface Synthesis {
  context?: Record<string, unknown>
  /** True to apply CDK's own rules as `cdk synth` does, which takes half of the time. */
  rules?: boolean
}

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

/** Skips staged files and stack traces, which nobody reads and which take a fifth of the time. */
const withoutFiles = { 'aws:cdk:disable-asset-staging': true, 'aws:cdk:disable-stack-trace': true }

const synthesised = new Map<string, Record<string, StackTemplate>>()

/** Returns the templates by stack, cached for the files of a worker and between workers. */
export function templatesOf(
  changes: Record<string, unknown>,
  context: Record<string, unknown> = {},
): Record<string, StackTemplate> {
  const key = JSON.stringify([{ ...election, ...changes }, context])
  const found = synthesised.get(key)
  if (found) return found
  const sources = [...appSources, 'test/stack/whole-app.ts']
  const files = cachedBuild('templates', sources, key, () =>
    withApp(changes, ({ app }) => templatesIn(app.synth()), {
      context: { ...withoutFiles, ...context },
    }),
  )
  const templates = Object.fromEntries(
    [...files].map(([name, content]) => [name, JSON.parse(content.toString())]),
  )
  synthesised.set(key, templates)
  return templates
}

const templatesIn = ({ stacks }: CloudAssembly) =>
  new Map(
    stacks.map(({ stackName, template }) => [stackName, Buffer.from(JSON.stringify(template))]),
  )
