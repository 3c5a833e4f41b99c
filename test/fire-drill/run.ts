import { parseArgs } from 'node:util'
import type { LocalRun } from '../journey/local-run.ts'
import { type Drill, playDrill } from './drill.ts'
import { startDrilledRun } from './drilled-run.ts'
import { drills } from './drills.ts'

// `npm run fire-drill`: has alarms go off and mends what they tell of, by the team's remedies.

const help = `Makes what an alarm tells of true, sees it go off, runs the remedy, and sees it over.

  npm run fire-drill -- ALARM…     on a local run of its own
  npm run fire-drill -- --all
  npm run fire-drill -- --list     the alarms, and what is made true`

class UsageError extends Error {}

try {
  await main()
} catch (error) {
  if (!(error instanceof Error)) throw error
  console.error(error.message)
  process.exitCode = error instanceof UsageError ? 2 : 1
}

async function main(): Promise<void> {
  const { names, list, help: helpAsked } = readArguments()
  if (helpAsked) return console.log(help)
  if (list) return sayAll()
  if (names.length === 0) throw new UsageError(`Name an alarm, or --all\n\n${help}`)
  await drillLocally(names)
}

async function drillLocally(names: readonly string[]): Promise<void> {
  const run = await startDrilledRun()
  let failed = 0
  try {
    for (const name of names) {
      if (!(await isPassed(run, name, drills[name] as Drill))) failed++
    }
  } finally {
    await run.stop()
  }
  console.log(`${names.length - failed} drilled, ${failed} failed.`)
  if (failed > 0) process.exitCode = 1
}

async function isPassed(run: LocalRun, name: string, drill: Drill): Promise<boolean> {
  console.log(`${name}: ${drill.cause}${drill.published ? ' (published)' : ''}`)
  try {
    const { section, seenAfterMinutes, overAfterMinutes } = await playDrill(run, name, drill)
    console.log(`  went off within ${seenAfterMinutes} min: docs/runbook.md#${section}`)
    for (const line of Object.values(drill.team ?? {})) console.log(`  $ npm run ${line}`)
    console.log(`  over within ${overAfterMinutes} min`)
    return true
  } catch (error) {
    console.log(`  FAILED: ${(error as Error).message}`)
    return false
  }
}

function sayAll(): void {
  for (const [name, { cause, published }] of Object.entries(drills)) {
    console.log(`${name.padEnd(20)} ${cause}`)
    if (published) console.log(`${''.padEnd(20)} published: ${published}`)
  }
}

function readArguments() {
  const { values, positionals } = parse()
  const unknown = positionals.filter((name) => !Object.hasOwn(drills, name))
  if (unknown.length > 0) {
    throw new UsageError(`There is no drill of ${unknown.join(', ')}: --list names them`)
  }
  return { ...values, names: values.all ? Object.keys(drills) : positionals }
}

function parse() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        all: { type: 'boolean' },
        list: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    })
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${help}`)
  }
}
