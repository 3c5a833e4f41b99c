import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { deployHelp, deployTexts } from '../shared/texts/ledger/deploy-command.ts'
import { preflightTexts } from '../shared/texts/preflight/preflight-command.ts'
import { reachInterventions } from '../team/deploy/reach-interventions.ts'
import { runDeploy } from '../team/deploy/run-deploy.ts'
import { frenchCommand, runInFrench } from '../team/french-command.ts'
import { regionOfShell } from '../team/preflight/run-preflight.ts'

// `npm run deploy`: `cdk deploy --all`, by two people while the election is sealed. `-- --help` says more.

const root = join(import.meta.dirname, '..')
const cdkCommand = fileURLToPath(import.meta.resolve('aws-cdk/bin/cdk'))

/** What would have cdk deploy another app than the one that was looked at, or elsewhere. */
const ours = /^(--(profile|app|output)(=.*)?|-[ao].*)$/

/** Its own words go to the terminal. */
function run(args: string[]): Promise<number> {
  return ended(spawn(process.execPath, [cdkCommand, ...args], { cwd: root, stdio: 'inherit' }))
}

/** What it says is told only when it fails: cdk supposes that a person wants to read a template. */
async function runQuietly(args: string[]): Promise<number> {
  const child = spawn(process.execPath, [cdkCommand, ...args], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const [said, code] = await Promise.all([text(child.stderr), ended(child)])
  if (code !== 0) console.error(said)
  return code
}

async function ended(child: ChildProcess): Promise<number> {
  const [code] = await once(child, 'close')
  return code ?? 1
}

function refuse(why: string): void {
  console.error(why)
  process.exitCode = 2
}

const command = frenchCommand(deployHelp)
  .option('--reason <TEXTE>', deployHelp.reason)
  .option('-c, --context <NOM=VALEUR>', deployHelp.context, (one, all: string[] = []) => [
    ...all,
    one,
  ])
  .allowUnknownOption()
  .allowExcessArguments()
  .action(async ({ reason, context = [] }: { reason?: string; context?: string[] }) => {
    const others = command.args.filter((one) => one !== '--all')
    const unfit = others.find((one) => ours.test(one))
    if (unfit) return refuse(deployTexts.ownOption(unfit))
    const contexts = context.flatMap((one) => ['-c', one])
    // One region for what is looked at and for what is deployed, wherever it is said.
    const region = await regionOfShell()
    if (!region) return refuse(preflightTexts.noRegion)
    process.env.AWS_REGION = region
    // Ctrl-C reaches cdk too, which ends by itself what it has begun.
    process.on('SIGINT', () => {})
    const directory = mkdtempSync(join(tmpdir(), 'reassort-deploy-'))
    try {
      process.exitCode = await runDeploy(
        { directory, reason },
        {
          synth: (output) => runQuietly(['synth', '--quiet', '--output', output, ...contexts]),
          deploy: (app) => run(['deploy', '--all', '--app', app, ...others]),
        },
        reachInterventions,
      )
    } finally {
      rmSync(directory, { recursive: true, force: true })
    }
  })

await runInFrench(command)
