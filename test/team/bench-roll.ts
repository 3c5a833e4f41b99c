import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { findFreePorts } from '../../local/loopback.ts'
import { startLocal } from '../../local/run.ts'
import { agreeingTo } from '../builders/team-command.ts'

// `npm run bench:roll -- --lines 100000`: how long an import of the local run takes, and how much memory (on Linux).

const { lines } = parseArgs({
  options: { lines: { type: 'string', default: '20000' } },
}).values

const directory = mkdtempSync(join(tmpdir(), 'reassort-bench-'))
const port = await findFreePorts(3)
const local = await startLocal({ port, beforeVote: true })
try {
  const file = join(directory, 'roll.csv')
  spawnSync(process.execPath, ['bin/roll.ts', 'sample', file, '--lines', lines], {
    stdio: 'ignore',
  })
  const importing = ['bin/roll.ts', 'import', file, '--local', String(port)]
  const notices = ['--notices', join(directory, 'notices.csv')]
  for (const options of [['--dry-run'], notices]) await measure([...importing, ...options])
} finally {
  await local.stop()
  rmSync(directory, { recursive: true, force: true })
}

async function measure(args: string[]): Promise<void> {
  const began = performance.now()
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  child.stderr.setEncoding('utf8').pipe(process.stderr)
  agreeingTo(child)
  let mostMegabytes = 0
  const looking = setInterval(() => {
    mostMegabytes = Math.max(mostMegabytes, peakMegabytes(child.pid))
  }, 50)
  const [said] = await Promise.all([text(child.stdout), once(child, 'close')])
  clearInterval(looking)
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  console.log(`${said}${seconds} s, ${mostMegabytes} MB at most`)
}

function peakMegabytes(pid: number | undefined): number {
  try {
    const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
    return Math.round(Number(kilobytes ?? 0) / 1024)
  } catch {
    return 0
  }
}
