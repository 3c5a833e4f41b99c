import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CloudAssembly } from 'aws-cdk-lib/cx-api'
import { readApp } from '../../local/app/read-app.ts'
import { synthesise } from '../../local/app/synthesise.ts'

export const root = join(import.meta.dirname, '..', '..')

export const election = JSON.parse(readFileSync(join(root, 'election.json'), 'utf8'))

const place = { accountId: '000000000000', region: 'eu-west-3', sqsEndpoint: '' }

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
