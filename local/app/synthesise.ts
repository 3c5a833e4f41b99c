import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { CloudAssembly } from 'aws-cdk-lib/cx-api'
import { buildCache, readFiles, writeFiles } from '../../shared/tooling/build-cache.ts'
import { readElectionFile } from '../../shared/tooling/election-file.ts'

const root = join(import.meta.dirname, '../..')

export const appSources = [
  'lib',
  'functions',
  'shared',
  'site',
  'local/app/synthesise.ts',
  'cdk.json',
]

export async function synthesise(electionFile: string, directory: string): Promise<CloudAssembly> {
  const election = readElectionFile(electionFile)
  const { logo } = election.site
  const logoContent = logo ? readFileSync(join(dirname(electionFile), logo), 'base64') : ''
  const cache = buildCache('app', appSources, `${JSON.stringify(election)}\n${logoContent}`)
  const cachedFiles = cache.read()
  if (cachedFiles) writeFiles(directory, cachedFiles)
  else cache.save(await runSynthesis(electionFile, directory))
  return new CloudAssembly(directory)
}

async function runSynthesis(electionFile: string, directory: string): Promise<Map<string, Buffer>> {
  const { App } = await import('aws-cdk-lib')
  const { addElection } = await import('../../lib/election-stacks.ts')
  const { context } = JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8'))
  const app = new App({
    outdir: directory,
    // Local resource names derive from construct paths.
    context: { ...context, 'aws:cdk:enable-path-metadata': true },
    // Validation is slow; `cdk synth` and `cdk deploy` still run it.
    builtinCloudFormationValidation: false,
  })
  addElection(app, electionFile, { isLocal: true })
  app.synth()
  return new Map([...readFiles(directory)].filter(([name]) => !name.endsWith('.zip')))
}
