import { answerHelp } from '../../shared/tooling/answer-help.ts'
import { type Drill, playDrill } from './drill.ts'
import { startDrilledRun } from './drilled-run.ts'
import { drills } from './drills.ts'

const help = `Makes what an alarm tells of true, sees it go off, runs the remedy, and sees it over.

  npm run fire-drill -- ALARM…     on a local run of its own
  npm run fire-drill -- --all
  npm run fire-drill -- --list     the alarms, and what is made true`

answerHelp(help)
const asked = process.argv.slice(2)
const names = asked.includes('--all') ? Object.keys(drills) : asked
const unknown = names.filter((name) => !Object.hasOwn(drills, name))
if (asked.includes('--list')) sayAll()
else if (unknown.length > 0 || names.length === 0) {
  console.error([...unknown.map((name) => `There is no drill of ${name}.`), help].join('\n'))
  process.exitCode = 2
} else await play()

async function play(): Promise<void> {
  const run = await startDrilledRun()
  let failed = 0
  try {
    for (const name of names) {
      const drill = drills[name] as Drill
      console.log(`${name}: ${drill.cause}${drill.published ? ' (published)' : ''}`)
      try {
        const { section, seenAfterMinutes, overAfterMinutes } = await playDrill(run, name, drill)
        console.log(`  went off within ${seenAfterMinutes} min: docs/runbook.md#${section}`)
        for (const line of Object.values(drill.team ?? {})) console.log(`  $ npm run ${line}`)
        console.log(`  over within ${overAfterMinutes} min`)
      } catch (error) {
        failed++
        console.log(`  FAILED: ${(error as Error).message}`)
      }
    }
  } finally {
    await run.stop()
  }
  console.log(`${names.length - failed} drilled, ${failed} failed.`)
  if (failed > 0) process.exitCode = 1
}

function sayAll(): void {
  for (const [name, { cause, published }] of Object.entries(drills)) {
    console.log(`${name.padEnd(20)} ${cause}`)
    if (published) console.log(`${''.padEnd(20)} published: ${published}`)
  }
}
