import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Command } from 'commander'
import { contentSecurityPolicy } from '../lib/content-security-policy.ts'
import type { Election } from '../shared/domain/election/election.ts'
import { smokeHelp } from '../shared/texts/preflight/smoke-command.ts'
import { buildSite } from '../site/build.ts'
import { inFrench, runInFrench } from '../team/french-command.ts'
import { withReachOptions } from '../team/reach-options.ts'
import { runSmoke, type SmokeOptions } from '../team/smoke/run-smoke.ts'

// `npm run smoke`: whether what is deployed works, as a voter goes. `-- --help` says more.

function siteOf(election: Election, filesDirectory: string): Map<string, Buffer> {
  const directory = mkdtempSync(join(tmpdir(), 'reassort-smoke-'))
  try {
    buildSite(election, directory, filesDirectory)
    const entries = readdirSync(directory, { recursive: true, withFileTypes: true })
    const files = entries
      .filter((entry) => entry.isFile())
      .map((file) => join(file.parentPath, file.name))
    return new Map(files.map((file) => [file.slice(directory.length + 1), readFileSync(file)]))
  } finally {
    rmSync(directory, { recursive: true })
  }
}

const command = withReachOptions(
  inFrench(new Command(smokeHelp.name))
    .usage(smokeHelp.usage)
    .description(smokeHelp.description)
    .option('--phone <NUMÉRO>', smokeHelp.phone)
    .addHelpText('after', `\n${smokeHelp.outcomes}`),
).action(async (options: SmokeOptions) => {
  const site = (election: Election) => siteOf(election, dirname(options.election))
  process.exitCode = await runSmoke(options, { site, contentSecurityPolicy })
})

await runInFrench(command, smokeHelp.name)
