import type { Page } from 'playwright-core'
import electionFile from '../../election.json' with { type: 'json' }
import { findFreePorts } from '../../local/loopback.ts'
import { button } from './browser.ts'
import { ApiClient, runLocally } from './local-run.ts'
import { test as base } from './shared-browser.ts'

interface Fixture {
  onCleanup: (clean: () => Promise<void>) => void
}

// biome-ignore lint/correctness/noEmptyPattern: Vitest reads from it that nothing else is needed.
async function startStaffed({}, { onCleanup }: Fixture) {
  const limits = { ...electionFile.limits, noticesBeyondRequests: 1 }
  const electionChanges = { limits }
  const run = await runLocally({ port: await findFreePorts(5), hasStaff: true, electionChanges })
  onCleanup(run.stop)
  if (!run.staff) throw new Error('The run has no staff')
  return { run, ...run.staff }
}

export const test = base
  .extend('staffed', { scope: 'worker' }, startStaffed)
  .extend('visit', ({ visitTo, staffed }) => visitTo(staffed.siteUrl))

export const testAlone = base
  .extend('staffed', { scope: 'file' }, startStaffed)
  .extend('visit', ({ visitTo, staffed }) => visitTo(staffed.siteUrl))

export async function chooseAtProvider(page: Page, name: string): Promise<void> {
  await button(page, 'Se connecter').click()
  await button(page, name).click()
}

export async function clientOf(page: Page, siteUrl: string): Promise<ApiClient> {
  const client = new ApiClient(siteUrl)
  for (const { name, value } of await page.context().cookies()) {
    if (name.startsWith('__Host-')) client.cookies.set(name, value)
  }
  return client
}
