import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, expect } from 'vitest'
import { chained, noEntry } from '../../shared/domain/ledger/chain.ts'
import { verifierTexts as texts } from '../../shared/texts/ledger/verifier-page.ts'
import { exportLedger } from '../../team/ledger/export-ledger.ts'
import { aLedger, changesOf } from '../builders/ledger-tamperings.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { test } from '../journey/shared-browser.ts'
import { sized } from '../size.ts'

const place = temporaryFolder(afterAll)
const inSegment = 1000

/** Its segments are made when they are read. */
async function exported(entries: number): Promise<string> {
  const folder = join(place, String(entries))
  mkdirSync(folder)
  const { heads, signer } = aLedger([])
  let end = noEntry
  const changes = changesOf(inSegment)
  const segments = {
    async *list() {
      for (let number = 1; number <= entries / inSegment; number++) {
        yield { name: '', number, first: '1', versions: 1, isDeleted: false }
      }
    },
    async read() {
      const written = chained(end, changes)
      end = written.end
      return written.lines
    },
  }
  await exportLedger({ segments, heads, signer }, folder)
  return folder
}

const journal = join(import.meta.dirname, '../../bin/journal.ts')

test('a long ledger is verified in a heap that does not grow with it, by the command', async () => {
  const folder = await exported(sized(20_000, 1_000_000))
  const bounds = ['--max-old-space-size=60', '--max-semi-space-size=4']
  const said = execFileSync(process.execPath, [...bounds, journal, 'verify', folder]).toString()
  expect(said).toMatch(/^Aucune anomalie vue/)
}, 600_000)

test('a long ledger is verified in 500 MB by the page', async ({ browser }) => {
  const folder = await exported(sized(30_000, 1_010_000))
  const page = await browser.newPage()
  await page.goto(pathToFileURL(join(folder, 'verifier.html')).href)
  await page.getByLabel(/Choisissez le dossier/).setInputFiles(folder)
  await page.getByRole('button', { name: 'Vérifier' }).click()
  await page.getByRole('status').getByText(texts.done).waitFor({ timeout: 500_000 })
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
}, 600_000)

/** The most memory that a process ever had. */
function peakKilobytes(pid: number): number {
  return Number(/VmHWM:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
}
