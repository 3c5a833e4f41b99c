import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import axe from 'axe-core'
import { describe, expect } from 'vitest'
import { readFigures } from '../../team/watch/read-figures.ts'
import { writePage } from '../../team/watch/write-delegates-page.ts'
import { teamCommand } from '../builders/team-command.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { requestAccepted, signIn } from '../journey/local-run.ts'
import { test } from '../journey/shared-run.ts'
import { election, voted } from './watched-run.ts'

const watch = teamCommand('election.ts', 'watch')

describe('npm run watch, of a local run', () => {
  test('has what a voter asked for, in JSON and on a page of 80', async ({ run }) => {
    const local = ['--local', new URL(run.siteUrl).port, '--once']
    const asked = async () => {
      const { code, said } = await watch(...local, '--json')
      expect(code).toBe(0)
      const { territories, figures, alarms, failures } = JSON.parse(said)
      expect(failures).toEqual([])
      expect(alarms.watched).toBeGreaterThan(30)
      const { asked: ofTerritory } = territories.find(
        ({ territory }: { territory: string }) => territory === 'FR',
      )
      return { ofTerritory, inAll: figures.accepted.hour, opened: figures.opened.fiveMinutes }
    }
    const before = await asked()
    const voter = run.anotherVoter()
    const client = await signIn(run, voter)
    await requestAccepted(client, voter, run.anotherPhone())
    const after = await asked()
    expect(after.ofTerritory).toBeGreaterThan(before.ofTerritory)
    expect(after.inAll).toBeGreaterThan(before.inAll)
    expect(after.opened).toBeGreaterThan(0)
    const { code, said } = await watch(...local)
    expect(code).toBe(0)
    expect(said).toContain('Les électeurs entrent-ils ?')
    expect(said).toContain('Métropole')
  })
})

test('the page of the delegates is accessible, fits 320 pixels and one sheet, light and dark', async ({
  browser,
}) => {
  const file = join(temporaryFolder(), 'point.html')
  expect(await writePage(file, await readFigures(voted(3).engines), election, 60)).toBe(true)
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
