import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { clientDefaults } from '../../local/engines.ts'
import { anchorsOf } from '../house-rules/documents.ts'
import type { LocalRun } from '../journey/local-run.ts'

const root = join(import.meta.dirname, '..', '..')

/** When one runs a block of the runbook: as soon as the alarm goes off, or once the cause is gone. */
export const moments = ['fire-drill', 'fire-drill-after'] as const
export type Moment = (typeof moments)[number]

/**
 * What a section of the runbook has one run: its blocks that are marked so. Others ask, or are for another cause.
 * @param section as a link names it
 */
export function runbookSteps(section: string, moment: Moment): string[] {
  return [...sectionOf(section).matchAll(/^```sh (\S+)\n([\s\S]*?)^```$/gm)].flatMap(
    ([, mark, block = '']) => (mark === moment ? [block.trim()] : []),
  )
}

export function sectionOf(section: string): string {
  const found = sections().find((one) => anchorsOf(one)[0] === section)
  if (found === undefined) throw new Error(`The runbook has no section #${section}`)
  return found
}

export function sectionsWithSteps(): string[] {
  return sections()
    .map((one) => anchorsOf(one)[0] ?? '')
    .filter((section) => moments.some((moment) => runbookSteps(section, moment).length > 0))
}

function sections(): string[] {
  return readFileSync(join(root, 'docs', 'runbook.md'), 'utf8').split(/^(?=##+ )/m)
}

export interface Step {
  block: string
  code: number
  said: string
}

/** Runs a block as an operator does, in a shell, against a local run: AWS's own command line finds its engines. */
export async function runStep(block: string, run: LocalRun): Promise<Step> {
  const port = new URL(run.siteUrl).port
  const onThisMachine = block.replace(/--stack(?: [A-Z]\S*)?/g, `--local ${port}`)
  const child = spawn('bash', ['-euo', 'pipefail', '-c', `exec 2>&1\n${onThisMachine}`], {
    cwd: root,
    env: {
      ...process.env,
      PATH: [join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter),
      AWS_REGION: clientDefaults.region,
      AWS_DEFAULT_REGION: clientDefaults.region,
      AWS_ACCESS_KEY_ID: clientDefaults.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: clientDefaults.credentials.secretAccessKey,
      AWS_PAGER: '',
      AWS_ENDPOINT_URL_EVENTBRIDGE: run.control.endpoint,
      AWS_ENDPOINT_URL_LAMBDA: run.control.endpoint,
      AWS_ENDPOINT_URL_SESV2: run.mailboxUrl,
      // What a block leaves open, as the runbook's reader fills it in.
      UUID: run.control.mappings().find(({ State }) => State === 'Disabled')?.UUID ?? '',
      NAME: run.app.schedules.find(({ name }) => run.control.off.has(name))?.name ?? '',
    },
  })
  const [said, [code]] = await Promise.all([text(child.stdout), once(child, 'close')])
  return { block, code, said: said.trim() }
}

let hasAws: boolean | undefined

/** AWS's command line, which some blocks need: `apt-get install awscli`. */
export function hasAwsCommand(): boolean {
  hasAws ??= spawnSync('aws', ['--version'], { stdio: 'ignore' }).status === 0
  return hasAws
}

export const needsAws = (block: string) => /\baws \w+ /.test(block)
