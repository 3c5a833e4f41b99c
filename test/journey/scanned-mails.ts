import type { Browser } from 'playwright-core'
import { expect } from 'vitest'
import type { LocalRun } from './local-run.ts'
import { type Mail, mailsTo } from './mails.ts'

function addressesIn({ body: { text = '', html = '' } }: Mail): string[] {
  const links = [...html.matchAll(/href="([^"]+)"/g)].map(([, address = '']) =>
    address.replaceAll('&amp;', '&'),
  )
  const all = [...links, ...(text.match(/https?:\/\/\S+/g) ?? [])]
  return [...new Set(all)].filter((address) => address.startsWith('http'))
}

async function scan(browser: Browser, addresses: readonly string[]): Promise<string[]> {
  const context = await browser.newContext()
  const asked: string[] = []
  context.on('request', (request) => {
    const { pathname } = new URL(request.url())
    const isRead = ['GET', 'HEAD'].includes(request.method()) || pathname.endsWith('-preview')
    if (!isRead) asked.push(`${request.method()} ${pathname}`)
  })
  for (const address of addresses) {
    const page = await context.newPage()
    await page.goto(address, { waitUntil: 'networkidle' })
    await page.mouse.move(100, 100)
    await page.mouse.wheel(0, 400)
    await page.close({ runBeforeUnload: true })
  }
  await context.close()
  return asked
}

/** Opens every link of a voter's mails and expects no call that changes anything. @returns their addresses */
export async function scanMails(
  { run, browser }: { run: LocalRun; browser: Browser },
  email: string,
  count: number,
): Promise<string[]> {
  const addresses = (await mailsTo(run, email, count)).flatMap(addressesIn)
  expect(await scan(browser, addresses)).toEqual([])
  return addresses
}
