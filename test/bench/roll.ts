import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import electionFile from '../../election.json' with { type: 'json' }
import { parseElection } from '../../shared/domain/election.ts'
import { enrol } from '../../shared/domain/enrolment.ts'
import { applyFile } from '../../team/roll/apply-file.ts'
import { inTurns } from '../../team/roll/in-turns.ts'
import { checkRoll } from '../../team/roll/read-roll.ts'
import { startEmbeddedTables } from '../adapters/embedded-tables.ts'
import { keys } from '../builders/values.ts'
import { aRollEntry } from '../builders/voters.ts'

// `npm run bench:roll -- --lines 100000`: an import beside the engine's own pace, and the memory it takes.

const { lines: asked } = parseArgs({
  options: { lines: { type: 'string', default: '20000' } },
}).values
const lines = Number(asked)
const width = 16
const directory = mkdtempSync(join(tmpdir(), 'reassort-bench-'))
const tables = await startEmbeddedTables()
try {
  const file = join(directory, 'roll.csv')
  const sample = ['bin/sample-roll.ts', file, '--lines', String(lines)]
  spawnSync(process.execPath, sample, { stdio: 'inherit' })
  const floor = await rateOf(Math.min(lines, 20_000), (count) => writeReady(count))
  const { ballots } = parseElection(electionFile)
  const checking = performance.now()
  const checked = await checkRoll(file, { ballots, purpose: 'import', now: new Date() })
  const checkedPerSecond = Math.round((lines * 1000) / (performance.now() - checking))
  const access = {
    roll: tables.roll,
    operations: tables.rollOperations,
    news: { put: async () => {} },
    keys,
    clock: () => new Date(),
  }
  let written = 0
  let writingMilliseconds = 0
  const began = performance.now()
  const applied = await applyFile(access, {
    kind: 'import',
    checked,
    dryRun: false,
    noticesFile: join(directory, 'notices.csv'),
    width,
    progress(done) {
      written = done
      if (done === lines) writingMilliseconds = performance.now() - began
    },
  })
  const perSecond = (written * 1000) / writingMilliseconds
  const seconds = (performance.now() - began - writingMilliseconds) / 1000
  console.log(`checked: ${checkedPerSecond} lines a second`)
  console.log(
    `engine:  ${Math.round(floor)} voters a second, ready to be written, ${width} at once`,
  )
  console.log(
    `import:  ${Math.round(perSecond)} voters a second: ${(perSecond / floor).toFixed(2)} of it`,
  )
  console.log(`notices: ${applied.noticeCount} in ${seconds.toFixed(1)} s`)
  console.log(`memory:  ${Math.round(process.resourceUsage().maxRSS / 1024)} MB at most`)
} finally {
  await tables.stop()
  rmSync(directory, { recursive: true, force: true })
}

/** Transactions of as many voters as the import's, whose items are there already. */
async function writeReady(count: number): Promise<void> {
  const { voter } = enrol(keys, aRollEntry({ school: 'École des Cèdres', format: 'standard' }))
  async function* batches() {
    for (let index = 0; index < count; index += 50) {
      yield Array.from({ length: 50 }, () => ({
        ...voter,
        noticeOperationId: 'bench',
        voterId: randomUUID().slice(0, 22),
      }))
    }
  }
  await inTurns(batches(), width, async (voters) => {
    await tables.roll.enrolMany(voters)
  })
}

async function rateOf(count: number, task: (count: number) => Promise<void>): Promise<number> {
  await task(1000)
  const began = performance.now()
  await task(count)
  return (count * 1000) / (performance.now() - began)
}
