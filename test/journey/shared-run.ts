import { sized } from '../size.ts'
import { startVisit } from './browser.ts'
import { runLocally } from './local-run.ts'
import { test as withBrowser } from './shared-browser.ts'

/**
 * Files that a worker plays one after the other share its run and its browser. Each test takes voters and
 * phones of its own, and leaves the handset as it found it. No SMS leaves before a test puts its message on
 * the queue, so there is time to cancel, and to ask again. A file that needs other settings starts a run
 * of its own.
 */
export const test = withBrowser
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from it that nothing else is needed.
  .extend('run', { scope: 'worker' }, async ({}, { onCleanup }) => {
    const run = await runLocally({
      extraVoters: sized(200, 400),
      electionChanges: { smsDelaySeconds: 900 },
    })
    onCleanup(run.stop)
    return run
  })
  .extend('visit', async ({ browser, run }, { onCleanup }) => {
    const visit = await startVisit(browser, run.siteUrl)
    onCleanup(visit.close)
    return visit
  })
  .extend('page', ({ visit }) => visit.page)
