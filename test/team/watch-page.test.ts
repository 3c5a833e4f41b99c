import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import axe from 'axe-core'
import { afterAll, describe, expect, vi } from 'vitest'
import { watchTexts } from '../../shared/texts/election/watch-command.ts'
import { readFigures } from '../../team/watch/reading.ts'
import { writePage } from '../../team/watch/write-page.ts'
import { test } from '../journey/shared-browser.ts'
import { alarm, election, watchedRun } from './watched-run.ts'

const folder = mkdtempSync(join(tmpdir(), 'watch-page-'))
const file = join(folder, 'point.html')
afterAll(() => rmSync(folder, { recursive: true }))

const times = (count: number, value = 1) => Array<number>(count).fill(value)

/** @param small how many asked, got an SMS and entered in the smallest territory */
function played(small: number) {
  const run = watchedRun([
    alarm('LateSms', { StateValue: 'ALARM' }),
    alarm('MonthlySpendHalf', { StateValue: 'ALARM' }),
    alarm('Unheard', { StateValue: 'ALARM', AlarmDescription: '<script>alert(1)</script>' }),
  ])
  for (const [territory, count] of Object.entries({ FR: 8214, PF: 38, WF: small })) {
    run.put(`ReissuesAccepted ${territory}`, '09:00:00', ...times(count))
    run.put(`HandoverSeconds ${territory}`, '09:02:00', ...times(count, 124))
    run.put(`SmsDelivered ${territory}`, '09:03:00', ...times(count))
    run.put(`IdentifiersUsed ${territory}`, '09:09:00', ...times(count))
  }
  run.put('HandoverSeconds', '16:50:00', ...times(20, 124))
  run.put('SmsLate', '17:01:00', 3)
  return run
}

async function written(run: ReturnType<typeof watchedRun>, every = 60): Promise<string> {
  const title = '<i>Élections</i>'
  expect(writePage(file, await readFigures(run.engines), { ...election, title }, every)).toBe(true)
  return readFileSync(file, 'utf8')
}

const plain = (html: string) =>
  html
    .replace(/<style>.*<\/style>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/[\s\u00a0]+/g, ' ')
    .replaceAll('&#39;', "'")

describe('the page of the delegates', () => {
  test('says by territory what was asked for, what left, arrived and was used, since when and of when', async () => {
    const said = plain(await written(played(7)))
    expect(said).toContain('Chiffres du jeudi 3 décembre 2026 à 18 h 02 (heure de Paris)')
    expect(said).toContain("Depuis l'ouverture des demandes, samedi 14 novembre 2026 à 0 h")
    expect(said).toMatch(
      /Métropole Demandes acceptées 8 214 SMS envoyés 8 214 SMS arrivés 8 214 Identifiants utilisés 8 214 /,
    )
    expect(said).toMatch(/Ensemble Demandes acceptées 8 259 /)
    expect(said).toContain('95 SMS sur 100 sont partis en 3 minutes au plus')
    expect(said).toContain("SMS en retard de plus d'un quart d'heure : moins de 5.")
    expect(said).toContain('100 % des identifiants envoyés ont servi')
  })

  test('tells the incidents of voters since when, and none of the team’s own', async () => {
    const html = await written(played(7))
    const said = plain(html)
    expect(said).toContain("Des SMS ont plus d'un quart d'heure de retard. (depuis 17 h 42)")
    expect(said).toContain('Un incident technique')
    expect(said).not.toContain('budget')
    expect(html).not.toMatch(/<script|<i>/)
  })

  test('does not say that nothing is late while nobody counts it', async () => {
    const late = (alarms: Parameters<typeof watchedRun>[0]) =>
      written(watchedRun(alarms)).then(plain)
    expect(await late([alarm('Sweep')])).toContain("Aucun SMS n'a plus d'un quart d'heure")
    const unknown = await late([alarm('AbsentSweep', { StateValue: 'ALARM' })])
    expect(unknown).toContain('ne sont pas comptés')
    expect(unknown).not.toContain('Aucun SMS')
  })

  test('says no small number, and nothing from which it follows', async () => {
    const [few, ...others] = await Promise.all([1, 2, 3, 4].map((small) => written(played(small))))
    expect(plain(few ?? '')).toMatch(/Wallis-et-Futuna Demandes acceptées moins de 5 /)
    expect(plain(few ?? '')).toMatch(/Ensemble Demandes acceptées plus de 8 252 /)
    expect(new Set([few, ...others]).size).toBe(1)
    expect(await written(played(5))).not.toBe(few)
  })

  test('names a territory of which most SMS fail before its alarm does', async () => {
    const run = played(7)
    run.put('SmsDelivered PF', '16:40:00', ...times(30, 0))
    const said = plain(await written(run))
    expect(said).toContain('Polynésie française : la plupart des SMS de la dernière heure')
    expect(said).not.toContain('Aucun incident')
  })

  test('is replaced as a whole, and kept when a figure is missing', async () => {
    const before = await written(played(7))
    const run = played(9)
    run.status.set('Reassort/IdentifiersUsed', 'InternalError')
    expect(await written(run)).not.toBe(before)
    const kept = readFileSync(file, 'utf8')
    run.status.set('Reassort/IdentifiersUsed WF', 'InternalError')
    const said = vi.spyOn(console, 'error').mockReturnValue()
    expect(writePage(file, await readFigures(run.engines), election, 60)).toBe(false)
    expect(said).toHaveBeenCalledWith(watchTexts.pageKept(file))
    const nowhere = join(folder, 'absent', 'point.html')
    expect(writePage(nowhere, await readFigures(played(7).engines), election, 60)).toBe(false)
    expect(said.mock.calls.join()).toContain('ENOENT')
    said.mockRestore()
    expect(readFileSync(file, 'utf8')).toBe(kept)
    expect(readdirSync(folder).sort()).toEqual(['point-auto.html', 'point.html'])
    expect(existsSync(nowhere)).toBe(false)
  })

  test('refreshes itself beside the one that stays, and each leads to the other', async () => {
    const still = await written(played(7), 90)
    const automatic = readFileSync(join(folder, 'point-auto.html'), 'utf8')
    expect(still).not.toContain('http-equiv="refresh"')
    expect(still).toContain('href="point-auto.html"')
    expect(automatic).toContain('<meta http-equiv="refresh" content="90">')
    expect(automatic).toContain('href="point.html"')
  })

  test('is accessible, fits 320 pixels and one sheet, light and dark', async ({ browser }) => {
    await written(played(3))
    for (const colorScheme of ['light', 'dark'] as const) {
      const context = await browser.newContext({
        viewport: { width: 320, height: 640 },
        colorScheme,
        bypassCSP: true,
      })
      const page = await context.newPage()
      await page.goto(pathToFileURL(file).href)
      await page.evaluate(axe.source)
      const found = await page.evaluate('axe.run()')
      expect((found as { violations: unknown[] }).violations).toEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320)
      const sheets = (await page.pdf({ format: 'A4' })).toString('latin1').match(/\/Type \/Page\b/g)
      expect(sheets).toHaveLength(1)
      await context.close()
    }
  })
})
