import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { listenOnLoopback } from '../../local/loopback.ts'
import { eventually } from '../journey/local-run.ts'
import { descendantsOf, isAlive, localRuns, type Run, stopRun } from './spawned-run.ts'

const { spawnLocal, start, startByNpm } = localRuns()

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
      await stopRun(again)
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

const commandOf = (id: number) => readFileSync(`/proc/${id}/cmdline`, 'utf8')
