import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { listenOnLoopback } from '../../local/loopback.ts'
import { eventually } from '../journey/local-run.ts'
import { descendantsOf, isAlive } from './linux-processes.ts'
import { end, localRuns, type Run } from './spawned-run.ts'

const { newDirectory, spawnLocal, start, startByNpm, startIn } = localRuns()

const onLinux = process.platform === 'linux'
const ownEngines = !process.env.DYNAMODB_ENDPOINT

async function expectNothingLeft(run: Run, started: number[]): Promise<void> {
  await eventually('all that it started ends', () => !started.some(isAlive))
  for (const offset of [0, 1, 2])
    await (await listenOnLoopback(() => {}, run.port + offset)).close()
  expect(readdirSync(run.temporaryDirectory)).toEqual([])
}

describe.runIf(onLinux)('a run', () => {
  test.for(['SIGTERM', 'SIGKILL'] as const)(
    'leaves nothing when the npm that started it gets %s',
    async (signal) => {
      const run = await startByNpm()
      const started = descendantsOf(run.child.pid as number)
      expect(started.length).toBeGreaterThan(2)
      run.child.kill(signal)
      // An immediate restart waits until the previous run has ended.
      const again = spawnLocal({ PORT: String(run.port) })
      await eventually(
        'the next run is ready',
        () => again.said.stdout.includes('Ctrl-C ends everything') || again.child.exitCode !== null,
      )
      expect(again.said.stderr).toBe('')
      await end(again)
      await expectNothingLeft(run, started)
      expect(run.said.stderr).not.toMatch(/^ +at /m)
    },
  )
})

test.runIf(onLinux && ownEngines)(
  'a run ends and says why when its database ends',
  async () => {
    const run = await start({})
    const started = descendantsOf(run.child.pid as number)
    const database = started.find((id) => commandOf(id).includes('dynoxide\0--host'))
    process.kill(database as number, 'SIGKILL')
    expect(await run.exit).toBe(1)
    expect(run.said.stderr).toBe(
      '\nThe run is over: the database ended by itself. Start again: npm start\n',
    )
    await expectNothingLeft(run, started)
  },
  120_000,
)

test('a run deletes what killed runs left, and nothing of those that run', async () => {
  const temporaryDirectory = newDirectory()
  const ended = spawn(process.execPath, ['--version'], { stdio: 'ignore' })
  await once(ended, 'exit')
  const [left, others, inUse] = [
    `reassort-local-${ended.pid}-abc123`,
    'reassort-roll-abc123',
    `reassort-local-${process.pid}-abc123`,
  ]
  for (const name of [left, others, inUse]) {
    mkdirSync(join(temporaryDirectory, name, 'cdk.out'), { recursive: true })
  }
  const killed = await startIn(temporaryDirectory)
  killed.child.kill('SIGKILL')
  await killed.exit
  const killedLeft = ownedBy(killed, temporaryDirectory)
  expect(readdirSync(temporaryDirectory).sort()).toEqual([others, inUse, killedLeft].sort())
  const run = await startIn(temporaryDirectory)
  const inUseNow = ownedBy(run, temporaryDirectory)
  expect(readdirSync(temporaryDirectory).sort()).toEqual([others, inUse, inUseNow].sort())
  await end(run)
  expect(readdirSync(temporaryDirectory).sort()).toEqual([others, inUse].sort())
}, 180_000)

function ownedBy({ child }: Run, directory: string): string {
  const name = readdirSync(directory).find((one) => one.startsWith(`reassort-local-${child.pid}-`))
  if (!name) throw new Error('The run has no directory of its own')
  return name
}

const commandOf = (id: number) => readFileSync(`/proc/${id}/cmdline`, 'utf8')
