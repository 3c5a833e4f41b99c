// A process that plays one file of tests at a time, as its parent asks.
import { join } from 'node:path'
import { createVitest } from 'vitest/node'
import type { Task } from './tasks.ts'

const root = join(import.meta.dirname, '..', '..')
const vitest = await createVitest('test', {
  root,
  config: false,
  watch: false,
  include: ['test/**/*.test.ts'],
  runner: join(import.meta.dirname, 'switching-runner.ts'),
  // Each file in a thread of its own: it ends with this process, even in an endless loop.
  pool: 'threads',
  maxWorkers: 1,
  maxConcurrency: 1,
  experimental: { viteModuleRunner: false, nodeLoader: false },
  testTimeout: 15_000,
  hookTimeout: 60_000,
  reporters: [{}],
})

async function play(task: Task): Promise<void> {
  vitest.config.bail = task.kind === 'import' ? 1 : 0
  vitest.provide('mutants', task)
  vitest.state.filesMap.clear()
  vitest.state.errorsSet.clear()
  await vitest.start([join(root, task.file)])
  const failed = vitest.state.getFiles().find(({ result }) => result?.state === 'fail')
  const [error] = [...(failed?.result?.errors ?? []), ...vitest.state.errorsSet]
  process.send?.({
    failed: failed !== undefined || vitest.state.errorsSet.size > 0,
    error: (error as { message?: string } | undefined)?.message,
  })
}

process.on('message', (task: Task) => void play(task))
process.on('disconnect', () => process.exit())
process.send?.('ready')
