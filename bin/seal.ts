import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { synthesise } from '../local/app/synthesise.ts'
import packageFile from '../package.json' with { type: 'json' }
import { sealHelp } from '../shared/texts/ledger/seal-command.ts'
import { builtSites } from '../site/built-files.ts'
import { exiting, frenchCommand, runInFrench } from '../team/french-command.ts'
import type { Reached } from '../team/reach-election.ts'
import { withReachOptions } from '../team/reach-options.ts'
import { type Made, runSeal, type SealOptions } from '../team/seal/run-seal.ts'

// `npm run seal`: fixes what runs, and prints a page to sign. `-- --help` says more.

const root = join(import.meta.dirname, '..')

/** @param directory for what is made @param electionFile of an election on AWS; a local run says its own */
async function make(
  { deployment, election }: Reached,
  directory: string,
  electionFile: string,
): Promise<Made> {
  const logoDirectory = dirname(resolve(electionFile))
  let file = electionFile
  if (deployment.electionFile !== undefined) {
    file = join(directory, 'election.json')
    writeFileSync(file, JSON.stringify(deployment.electionFile))
    const { logo } = election.site
    if (logo) copyFileSync(join(logoDirectory, logo), join(directory, logo))
  }
  const assembly = join(directory, 'cdk.out')
  await synthesise(file, assembly)
  return { assembly, sites: builtSites(election, logoDirectory), version: versionOf(root) }
}

/** Of the last commit, and whether something was changed since; of an archive without git, the package's. */
function versionOf(directory: string): string {
  const describe = ['describe', '--always', '--dirty', '--abbrev=12']
  const { status, stdout } = spawnSync('git', describe, { cwd: directory, encoding: 'utf8' })
  return status === 0 ? stdout.trim() : packageFile.version
}

const command = withReachOptions(
  frenchCommand(sealHelp)
    .option('--page <FICHIER>', sealHelp.page)
    .option('--reason <TEXTE>', sealHelp.reason)
    .option('--json', sealHelp.json),
).action(
  exiting(async (options: SealOptions) => {
    const directory = mkdtempSync(join(tmpdir(), 'reassort-seal-'))
    try {
      return await runSeal(options, (reached) => make(reached, directory, options.election))
    } finally {
      rmSync(directory, { recursive: true })
    }
  }),
)

await runInFrench(command)
