import { test as base } from 'vitest'
import { launchChromium, noChromium, startVisit, type Visit } from './browser.ts'

export const test = base
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from it that nothing else is needed.
  .extend('chromium', { scope: 'worker' }, async ({}, { onCleanup }) => {
    const browser = await launchChromium()
    onCleanup(() => browser?.close())
    return { browser }
  })
  .extend('browser', ({ chromium: { browser }, skip }) => browser ?? skip(noChromium))
  .extend('visitTo', ({ browser }, { onCleanup }) => {
    const visits: Visit[] = []
    onCleanup(async () => {
      for (const visit of visits) await visit.close()
    })
    return async (siteUrl: string) => {
      const visit = await startVisit(browser, siteUrl)
      visits.push(visit)
      return visit
    }
  })
