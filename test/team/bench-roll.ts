import { spawn, spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { findFreePorts } from '../../local/loopback.ts'
import { startLocal, variable } from '../../local/run.ts'
import { dynamoRoll } from '../../shared/adapters/roll/dynamo-roll.ts'
import { enrol } from '../../shared/domain/roll/enrolment.ts'
import { openLocalRun } from '../../team/deployment.ts'
import { runSideBySide } from '../../team/side-by-side.ts'
import { agreeingTo } from '../builders/team-command.ts'
import { keys } from '../builders/values.ts'
import { aRollEntry } from '../builders/voters.ts'

// `npm run bench:roll -- --lines 100000`: an import of the local run, beside what its engine writes at the same
// width when the voters are ready; and the memory that the command takes (on Linux).

const { lines: asked } = parseArgs({
  options: { lines: { type: 'string', default: '20000' } },
}).values
const lines = Number(asked)
const width = 16
const floorVoters = Math.min(lines, 50_000)

const directory = mkdtempSync(join(tmpdir(), 'reassort-bench-'))
const port = await findFreePorts(3)
const local = await startLocal({ port, beforeVote: true })
try {
  const file = join(directory, 'roll.csv')
  node('bin/roll.ts', 'sample', file, '--lines', String(lines))
  const before = await floor()
  const { counts, noticeCount, seconds, mostMegabytes } = await importFile(file)
  const after = await floor()
  const engine = (before + after) / 2
  const perSecond = lines / seconds.writing
  console.log(`read and checked: ${Math.round(lines / seconds.checking)} lines a second`)
  console.log(`engine alone: ${Math.round(before)}, then ${Math.round(after)} voters a second`)
  console.log(
    `import: ${Math.round(perSecond)} voters a second, ${(perSecond / engine).toFixed(2)} of it`,
  )
  console.log(`notices: ${noticeCount} in ${seconds.notices.toFixed(1)} s`)
  console.log(`memory: ${mostMegabytes} MB at most; added: ${counts.added}`)
} finally {
  await local.stop()
  rmSync(directory, { recursive: true, force: true })
}

function node(...args: string[]): void {
  spawnSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] })
}

async function importFile(file: string) {
  const roll = ['bin/roll.ts', 'import', file, '--local', String(port), '--json']
  const child = spawn(
    process.execPath,
    [
      '--max-semi-space-size=4',
      '--max-old-space-size=80',
      ...roll,
      '--notices',
      join(directory, 'notices.csv'),
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  child.stderr.setEncoding('utf8').pipe(process.stderr)
  agreeingTo(child)
  let mostMegabytes = 0
  const looking = setInterval(() => {
    mostMegabytes = Math.max(mostMegabytes, peakMegabytes(child.pid))
  }, 50)
  const [said] = await Promise.all([text(child.stdout), once(child, 'close')])
  clearInterval(looking)
  return { ...JSON.parse(said), mostMegabytes }
}

function peakMegabytes(pid: number | undefined): number {
  try {
    const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
    return Math.round(Number(kilobytes ?? 0) / 1024)
  } catch {
    return 0
  }
}

/** Voters a second, in transactions of as many as the import's, by a process that does nothing else. */
async function floor(): Promise<number> {
  const deployment = await openLocalRun(port)
  const name = (variableName: string) => variable(local.app, variableName)
  const roll = dynamoRoll(deployment.database, {
    voters: name('VOTERS_TABLE'),
    phones: name('PHONES_TABLE'),
    reissues: name('REISSUES_TABLE'),
    passwordLinks: name('PASSWORD_LINKS_TABLE'),
    rollOperations: deployment.outputs.RollOperationsTable,
  })
  const { voter } = enrol(keys, aRollEntry({ school: 'École des Cèdres', format: 'standard' }))
  async function* batches(count: number) {
    for (let index = 0; index < count; index += 49) {
      yield Array.from({ length: 49 }, () => ({
        ...voter,
        noticeOperationId: 'bench',
        voterId: randomUUID().slice(0, 22),
        personId: randomUUID().slice(0, 22),
      }))
    }
  }
  const write = (count: number) =>
    runSideBySide(batches(count), width, async (voters) => {
      await roll.enrolMany(voters)
    })
  try {
    await write(2000)
    const began = performance.now()
    await write(floorVoters)
    return (floorVoters * 1000) / (performance.now() - began)
  } finally {
    deployment.close()
  }
}
