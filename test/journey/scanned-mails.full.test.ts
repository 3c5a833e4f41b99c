import type { Browser } from 'playwright-core'
import { expect } from 'vitest'
import { goodPassword, importedVoter, mailedLink, submitPassword } from './account.ts'
import {
  expectStatus,
  type LocalRun,
  opensBooth,
  requestAccepted,
  signIn,
  spaceOf,
} from './local-run.ts'
import { cancellationIn, type Mail, mailsTo } from './mails.ts'
import { says } from './pages.ts'
import { test } from './shared-run.ts'

// Mail scanners open every link in a browser, with scripts, before the voter sees the mail.

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
    // A preview reads by POST, because a proof does not belong in a URL.
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

async function scanMails(
  { run, browser }: { run: LocalRun; browser: Browser },
  email: string,
  count: number,
): Promise<string[]> {
  const addresses = (await mailsTo(run, email, count)).flatMap(addressesIn)
  expect(await scan(browser, addresses)).toEqual([])
  return addresses
}

test('opening every link of a request’s mails cancels nothing and ends no session', async ({
  run,
  browser,
}) => {
  const voter = run.anotherVoter()
  const client = await signIn(run, voter)
  const reissueId = await requestAccepted(client, voter, run.anotherPhone())
  const addresses = await scanMails({ run, browser }, voter.email, 1)
  const [confirmation] = await mailsTo(run, voter.email, 1)
  expect(addresses).toContain(cancellationIn(confirmation, reissueId))

  const { reissue } = await spaceOf(client)
  expect(reissue).toMatchObject({ remaining: 2, passwordChangeRequired: false })
  expect(reissue.latest).toMatchObject({ id: reissueId, state: 'accepted' })
  expect(await opensBooth(client, voter, voter.identifier)).toBe(true)

  const [, token] = cancellationIn(confirmation, reissueId).split('.')
  const path = `/api/reissues/${reissueId}/cancel`
  expectStatus(await client.send('POST', path, { json: { token } }), 204)
})

test('opening every link of a password’s mails sets nothing and uses no link up', async ({
  run,
  browser,
  page,
}) => {
  const { email } = await importedVoter(run, 'Sacha', 'Balaye')
  const address = await mailedLink(run, email)
  expect(await scanMails({ run, browser }, email, 1)).toContain(address)
  await page.goto(address)
  await submitPassword(page, goodPassword)
  await says(page, 'Votre mot de passe est enregistré')

  await scanMails({ run, browser }, email, 2)
  await signIn(run, { email, password: goodPassword })
})
