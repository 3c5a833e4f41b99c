import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { synthesise } from '../local/app/synthesise.ts'
import packageFile from '../package.json' with { type: 'json' }
import { buildSites } from '../site/build.ts'
import type { Target } from '../team/reach-election.ts'
import { type BuiltSources, runSeal, type SealOptions } from '../team/seal/run-seal.ts'

const root = join(import.meta.dirname, '..')

export async function sealDeployment(target: Target, options: SealOptions): Promise<number> {
  const directory = mkdtempSync(join(tmpdir(), 'reassort-seal-'))
  try {
    const build = () => buildArtifacts(target, directory, options.election)
    return await runSeal(target, options, build)
  } finally {
    rmSync(directory, { recursive: true })
  }
}

async function buildArtifacts(
  { deployment, election }: Target,
  directory: string,
  electionFile: string,
): Promise<BuiltSources> {
  const logoDirectory = dirname(resolve(electionFile))
  let file = electionFile
  if (deployment.electionFile !== undefined) {
    file = join(directory, 'election.json')
    writeFileSync(file, JSON.stringify(deployment.electionFile))
    const { logo } = election.site
    if (logo) copyFileSync(join(logoDirectory, logo), join(directory, logo))
  }
  const assemblyDirectory = join(directory, 'cdk.out')
  await synthesise(file, assemblyDirectory)
  return { assemblyDirectory, sites: buildSites(election, logoDirectory), version: versionOf(root) }
}

function versionOf(directory: string): string {
  const describeArgs = ['describe', '--always', '--dirty', '--abbrev=12']
  const { status, stdout } = spawnSync('git', describeArgs, { cwd: directory, encoding: 'utf8' })
  return status === 0 ? stdout.trim() : packageFile.version
}
