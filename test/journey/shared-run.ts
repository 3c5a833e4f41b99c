import type { LocalOptions } from '../../local/run.ts'
import { sized } from '../size.ts'
import { type LocalRun, runLocally } from './local-run.ts'
import { test as withBrowser } from './shared-browser.ts'

interface Fixture {
  onCleanup: (clean: () => Promise<void>) => void
}

const start =
  (options: Partial<LocalOptions>) =>
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from it that nothing else is needed.
  async ({}, { onCleanup }: Fixture): Promise<LocalRun> => {
    const run = await runLocally(options)
    onCleanup(run.stop)
    return run
  }

/** SMS leave only when a test queues them, which leaves time to cancel. */
export const test = withBrowser
  .extend(
    'run',
    { scope: 'worker' },
    start({ extraVoterCount: sized(200, 400), electionChanges: { smsDelaySeconds: 900 } }),
  )
  .extend('visit', ({ visitTo, run }) => visitTo(run.siteUrl))
  .extend('page', ({ visit }) => visit.page)

export const testOn = (options: Partial<LocalOptions>) =>
  withBrowser
    .extend('run', { scope: 'file' }, start(options))
    .extend('visit', ({ visitTo, run }) => visitTo(run.siteUrl))
    .extend('page', ({ visit }) => visit.page)
