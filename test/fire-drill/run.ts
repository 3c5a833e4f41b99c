import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { printHelpIfAsked } from '../../shared/tooling/print-help.ts'
import type { Drill } from './drill.ts'
import { drills } from './drills.ts'
import { functionDrills } from './function-drills.ts'
import { mailDrills } from './mail-drills.ts'
import { smsDrills } from './sms-drills.ts'

const help = `Makes what an alarm tells of true, sees it go off, runs the remedy, and sees it over.

  npm run fire-drill -- ALARM…     on a local run of its own
  npm run fire-drill -- --all
  npm run fire-drill -- --list     the alarms, and what is made true`

printHelpIfAsked(help)
const words = process.argv.slice(2)
const names = words.includes('--all') ? Object.keys(drills) : words
const unknown = names.filter((name) => !Object.hasOwn(drills, name))
if (words.includes('--list')) {
  for (const [name, { cause, published }] of Object.entries<Drill>(drills)) {
    console.log(`${name.padEnd(20)} ${cause}`)
    if (published) console.log(`${''.padEnd(20)} published: ${published}`)
  }
} else if (unknown.length > 0 || names.length === 0) {
  console.error([...unknown.map((name) => `There is no drill of ${name}.`), help].join('\n'))
  process.exitCode = 2
} else {
  const rooms = { function: functionDrills, sms: smsDrills, mail: mailDrills }
  const files = Object.entries(rooms).flatMap(([room, held]) =>
    names.some((name) => Object.hasOwn(held, name)) ? `test/fire-drill/${room}-drills` : [],
  )
  const { status } = spawnSync('npx', ['vitest', 'run', '--reporter=verbose', ...files], {
    cwd: join(import.meta.dirname, '..', '..'),
    env: { ...process.env, TEST_SIZE: 'full', DRILLS: names.join() },
    stdio: 'inherit',
  })
  process.exitCode = status ?? 1
}
