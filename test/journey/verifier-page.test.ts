import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test as plainTest } from 'vitest'
import { chainChanges, chainStart } from '../../shared/domain/ledger/chain.ts'
import { findHeads, headsInMail } from '../../shared/domain/ledger/ledger-head.ts'
import { verifyLedger } from '../../shared/domain/ledger/verdict.ts'
import { verdictLines } from '../../shared/texts/ledger/verdict.ts'
import { verifierTexts as texts } from '../../shared/texts/ledger/verifier-page.ts'
import { exportLedger, openExport } from '../../team/ledger/export-ledger.ts'
import {
  aLedger,
  allHeads,
  changesOf,
  tampered,
  tamperings,
} from '../builders/ledger-tamperings.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { sized } from '../size.ts'
import { expectAccessibleState } from './browser.ts'
import { test } from './shared-browser.ts'

const place = temporaryFolder(afterAll)

function eml(text: string): string {
  const body = Buffer.from(`Bonjour,\r\n\r\n${text}\r\n`).toString('base64')
  const headers = ['Subject: Journal du vote', 'Content-Transfer-Encoding: base64']
  return `${headers.join('\r\n')}\r\n\r\n${body.replace(/.{76}/g, '$&\r\n')}\r\n`
}

const pathsIn = (folder: string) => readdirSync(folder).map((name) => join(folder, name))

async function verified(page: Page): Promise<string[]> {
  await page.getByRole('button', { name: 'Vérifier' }).click()
  await page.getByRole('status').getByText(texts.completion).waitFor()
  return page.locator('#result > *').allInnerTexts()
}

describe('the page in an export, opened from the disk', () => {
  test.for(tamperings.slice(0, sized(5, tamperings.length)))(
    'says what the command says: $name',
    async (tampering, { browser }) => {
      const { folder, messages, heads } = await tampered(place, tampering)
      const copy = await openExport(folder)
      if (!copy) throw new Error('It is no export')
      writeFileSync(messages.replace('.txt', '.eml'), eml(heads))
      const context = await browser.newContext({
        viewport: { width: 320, height: 700 },
        locale: 'fr-FR',
      })
      const page = await context.newPage()
      const asked: string[] = []
      const wrong: string[] = []
      page.on('request', (request) => asked.push(request.url()))
      page.on('console', (message) => wrong.push(message.text()))
      const url = pathToFileURL(join(folder, 'verifier.html')).href
      await page.goto(url)
      await expectAccessibleState(page)
      await page.getByLabel(/Choisissez le dossier/).setInputFiles(folder)
      const mails = page.getByLabel(/Choisissez les e-mails/)
      if (heads !== '') await mails.setInputFiles(messages.replace('.txt', '.eml'))
      const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
      const expected = verdictLines(await verifyLedger(copy, headsInMail(heads)), timeZone)
      expect(await verified(page)).toEqual(expected)
      expect(await page.evaluate('document.activeElement.tagName')).toBe('H2')
      await expectAccessibleState(page)
      expect([asked, wrong]).toEqual([[url], []])
      await context.close()
    },
  )

  test('takes pasted heads and single files, and names one without a head', async ({ browser }) => {
    const { folder, messages } = await tampered(place)
    const page = await browser.newPage()
    await page.goto(pathToFileURL(join(folder, 'verifier.html')).href)
    expect(await verified(page)).toEqual([texts.missingFiles])
    const mails = page.getByLabel(/Choisissez les e-mails/)
    await mails.setInputFiles(pathsIn(folder))
    await page.getByLabel(/collez/).fill(allHeads.join('\n'))
    expect((await verified(page))[0]).toMatch(/^Intact jusqu'à l'écriture 12/)
    writeFileSync(messages, 'Bonjour')
    await mails.setInputFiles(messages)
    await page.getByText(texts.mailContent('messages.txt', 0)).waitFor()
    await page.close()
  })
})

describe('the commands that an export gives for whoever has none of our programs', () => {
  const played = async (change = (text: string) => text) => {
    const { folder } = await tampered(place, { file: 'journal.txt', change })
    const head = allHeads[1] ?? ''
    writeFileSync(join(folder, 'tete.txt'), head.replace(/-----.*-----\n?/g, ''))
    const commands = readFileSync(join(folder, 'verifier-a-la-main.txt'), 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('    '))
      .join('\n')
    const said = execFileSync('bash', ['-c', `${commands}\necho end`], { cwd: folder })
    return { said: said.toString(), hash: findHeads(head)[0]?.head.hash }
  }

  plainTest('run as they stand, and say that all is well', async () => {
    const { said, hash } = await played()
    expect(said).toContain('journal.txt: OK\n')
    expect(said).toContain('Verified OK\n')
    expect(said).toContain(`"number":8,"hash":"${hash}"`)
    expect(said).toMatch(new RegExp(`\n${hash}\nend\n$`))
  })

  plainTest('name the entry that was changed', async () => {
    const { said } = await played((text) => text.replace('-record5', '-record6')).catch(
      (error: { stdout: Buffer }) => ({ said: error.stdout.toString() }),
    )
    expect(said).toContain('journal.txt: FAILED')
    expect(said).toMatch(/Écriture qui ne s'enchaîne pas : {"number":6,/)
    expect(said.match(/ne s'enchaîne pas/g)).toHaveLength(1)
  })
})

const inSegment = 1000

const entries = sized(30_000, 1_010_000)
const long = join(place, 'long')

async function exportLong(): Promise<void> {
  mkdirSync(long)
  const { heads, signer } = aLedger([])
  let end = chainStart
  const changes = changesOf(inSegment)
  const segments = {
    async *list() {
      for (let number = 1; number <= entries / inSegment; number++) {
        yield { name: '', number, firstId: '1', versionCount: 1, isDeleted: false }
      }
    },
    async read() {
      const written = chainChanges(end, changes)
      end = written.end
      return written.lines
    },
  }
  await exportLedger({ segments, heads, signer }, long)
}

const journal = join(import.meta.dirname, '../../bin/ledger.ts')

describe('a long ledger, exported once for both,', { timeout: 600_000 }, () => {
  beforeAll(exportLong, 600_000)

  plainTest('is verified in a heap that does not grow with it, by the command', () => {
    const bounds = ['--max-old-space-size=60', '--max-semi-space-size=4']
    const said = execFileSync(process.execPath, [...bounds, journal, 'verify', long]).toString()
    expect(said).toMatch(/^Aucune anomalie vue/)
  })

  test('is verified in 500 MB by the page', async ({ browser }) => {
    const page = await browser.newPage()
    // Choosing a thousand files may take longer than the default of 30 s.
    page.setDefaultTimeout(500_000)
    await page.goto(pathToFileURL(join(long, 'verifier.html')).href)
    await page.getByLabel(/Choisissez le dossier/).setInputFiles(long)
    await page.getByRole('button', { name: 'Vérifier' }).click()
    await page.getByRole('status').getByText(texts.completion).waitFor()
    expect(await page.locator('#result h2').textContent()).toMatch(/^Aucune anomalie vue/)
    const session = await browser.newBrowserCDPSession()
    const { processInfo } = await session.send('SystemInfo.getProcessInfo')
    const peaks = processInfo
      .filter(({ type }) => type === 'renderer')
      .map(({ id }) => peakKilobytes(id))
    console.info(`peak of the page: ${Math.max(...peaks)} kB`)
    expect(Math.min(...peaks)).toBeGreaterThan(0)
    expect(Math.max(...peaks)).toBeLessThan(500_000)
    await page.close()
  })
})

function peakKilobytes(pid: number): number {
  return Number(/VmHWM:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
}
