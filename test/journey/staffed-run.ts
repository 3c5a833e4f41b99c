import type { Page } from 'playwright-core'
import { findFreePorts } from '../../local/loopback.ts'
import type { DemoPerson } from '../../local/staff/demo-people.ts'
import { button, startVisit, type Visit } from './browser.ts'
import { ApiClient, type LocalRun, runLocally } from './local-run.ts'
import { test as base } from './shared-browser.ts'

interface StaffRun {
  run: LocalRun
  siteUrl: string
  people: readonly DemoPerson[]
}

/** A run with a site for staff, and a visit of it. */
export const test = base
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from it that nothing else is needed.
  .extend('staffed', { scope: 'file' }, async ({}, { onCleanup }): Promise<StaffRun> => {
    const run = await runLocally({ port: await findFreePorts(5), staff: true })
    onCleanup(() => run.stop())
    if (!run.staff) throw new Error('The run has no staff')
    return { run, ...run.staff }
  })
  .extend('visit', async ({ browser, staffed }, { onCleanup }): Promise<Visit> => {
    const visit = await startVisit(browser, staffed.siteUrl)
    onCleanup(() => visit.close())
    return visit
  })

/** At the provider, whose page is the local run's own. */
export async function chooseAtProvider(page: Page, name: string): Promise<void> {
  await button(page, 'Se connecter').click()
  await button(page, name).click()
}

/** Of a browser's session, to call the API with. */
export async function clientOf(page: Page, siteUrl: string): Promise<ApiClient> {
  const client = new ApiClient(siteUrl)
  for (const { name, value } of await page.context().cookies()) {
    if (name.startsWith('__Host-')) client.cookies.set(name, value)
  }
  return client
}
