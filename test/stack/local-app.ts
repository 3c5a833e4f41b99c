import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CloudAssembly } from 'aws-cdk-lib/cx-api'
import { readApp } from '../../local/app/read-app.ts'
import { synthesise } from '../../local/app/synthesise.ts'
import { Template } from '../../local/app/template.ts'
import { account } from '../builders/account-events.ts'

export const root = join(import.meta.dirname, '..', '..')

export const election = JSON.parse(readFileSync(join(root, 'election.json'), 'utf8'))

export const place = { accountId: account, region: 'eu-west-3', sqsEndpoint: 'http://sqs' }

export const synthesiseElection = (file: object) => withAssembly(file, (assembly) => assembly)

export const readLocalApp = (file: object) =>
  withAssembly(file, (assembly) => readApp(assembly, place))

async function withAssembly<Result>(
  file: object,
  use: (assembly: CloudAssembly) => Result,
): Promise<Result> {
  const work = mkdtempSync(join(tmpdir(), 'reassort-stack-'))
  try {
    const electionFile = join(work, 'election.json')
    writeFileSync(electionFile, JSON.stringify(file))
    const assembly = await synthesise(electionFile, join(work, 'cdk.out'))
    // Reading each template now caches it before its file is deleted.
    for (const stack of assembly.stacks) void stack.template
    return use(assembly)
  } finally {
    rmSync(work, { recursive: true })
  }
}

type Written = ConstructorParameters<typeof Template>[0]

export function stacksOf(templates: Record<string, Written>): Map<string, Template> {
  const stacks = new Map<string, Template>()
  for (const [name, template] of Object.entries(templates))
    stacks.set(name, new Template(template, place, stacks, name))
  return stacks
}
