import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { watchTexts } from '../../shared/texts/election/watch-command.ts'
import { pageSections } from '../../team/watch/delegates-page.ts'
import { readFigures } from '../../team/watch/read-figures.ts'
import { writePage } from '../../team/watch/write-delegates-page.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { alarm, election, keeping, times, voted, watchedRun } from './watched-run.ts'

const folder = temporaryFolder(afterAll)
const file = join(folder, 'point.html')

async function written(run: ReturnType<typeof watchedRun>, every = 60): Promise<string> {
  const title = '<i>Élections</i>'
  expect(await writePage(file, await readFigures(run.engines), { ...election, title }, every)).toBe(
    true,
  )
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
    const said = plain(await written(voted(7)))
    expect(said).toContain('Chiffres du jeudi 3 décembre 2026 à 18 h 02 (heure de Paris)')
    expect(said).toContain('Le vote est suspendu depuis 17 h 32. Sa fermeture, prévue le jeudi 10')
    expect(said).toContain("Depuis l'ouverture des demandes, le samedi 14 novembre à 0 h")
    expect(said).toMatch(
      /Métropole Demandes acceptées 8 214 SMS envoyés 8 214 SMS remis 8 214 SMS non remis 0 Identifiants utilisés 8 214 /,
    )
    expect(said).toContain(' 8 259 Demandes acceptées ')
    expect(said).toContain('3 minutes au plus de la demande au SMS, pour 95 SMS sur 100')
    expect(said).toContain("SMS en retard de plus d'un quart d'heure : moins de 5.")
    expect(said).toContain('100 % des identifiants envoyés ont servi')
  })

  test('tells the incidents of voters since when, and none of the team’s own', async () => {
    const html = await written(voted(7))
    const said = plain(html)
    expect(said).toContain("Des SMS ont plus d'un quart d'heure de retard. (depuis 17 h 42)")
    expect(said).toContain('Un incident technique')
    expect(said).not.toContain('budget')
    expect(html).not.toMatch(/<script|<i>/)
  })

  test('tells whose SMS the team keeps, and not why', async () => {
    const run = voted(7)
    const said = plain(await written({ ...run, engines: { ...run.engines, smsBreakers: keeping } }))
    expect(said).toContain(
      "Polynésie française : SMS suspendus par l'équipe de l'élection. (depuis",
    )
    expect(said).toContain('Mayotte : SMS limités à 1 500 par jour')
    expect(said).not.toContain('fraude')
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
    const [few, ...others] = await Promise.all([1, 2, 3, 4].map((small) => written(voted(small))))
    expect(plain(few ?? '')).toMatch(/Wallis-et-Futuna Demandes acceptées moins de 5 /)
    expect(plain(few ?? '')).toContain(' plus de 8 252 Demandes acceptées ')
    expect(new Set([few, ...others]).size).toBe(1)
    expect(await written(voted(5))).not.toBe(few)
  })

  test('names a territory of which most SMS fail before its alarm does, and once with it', async () => {
    const failing = (territories: string[], alarms?: Parameters<typeof watchedRun>[0]) => {
      const run = watchedRun(alarms)
      for (const one of territories) run.put(`SmsDelivered ${one}`, '16:40:00', ...times(30, 0))
      return written(run).then(plain)
    }
    const named = 'Polynésie française : la plupart des SMS de la dernière heure'
    const before = await failing(['PF'])
    expect(before).toContain(named)
    expect(before).not.toContain('Aucun incident')
    const on = [alarm('FailingTerritory', { StateValue: 'ALARM' })]
    const one = await failing(['PF'], on)
    expect(one).toContain(`${named} n'arrivent pas. (depuis 17 h 42)`)
    expect(one).not.toContain('vers un territoire')
    expect(await failing(['PF', 'NC'], on)).not.toContain('depuis 17 h 42')
    expect(await failing([], on)).toContain('vers un territoire')
  })

  test('of few says neither a share nor a sum from which a number follows', async () => {
    const run = watchedRun()
    for (const territory of ['WF', 'PM']) {
      run.put(`ReissuesAccepted ${territory}`, '09:00:00', 1, 1)
      run.put(`HandoverSeconds ${territory}`, '09:00:00', 1, 1)
    }
    const said = plain(await written(run))
    expect(said).toContain(' moins de 9 Demandes acceptées ')
    expect(said).not.toContain('%')
  })

  test('is not made of a reading that lacks something, nor without alarms', async () => {
    const { timeZone } = election
    const reading = await readFigures(voted(7).engines)
    expect(pageSections(reading, timeZone)).toBeDefined()
    expect(pageSections({ ...reading, failures: [new Error()] }, timeZone)).toBeUndefined()
    // None, or none that has a measure yet.
    for (const none of [0, 37]) {
      const noAlarms = { on: [], watched: none, untold: none }
      expect(pageSections({ ...reading, alarms: noAlarms }, timeZone)).toBeUndefined()
    }
  })

  test('is replaced as a whole, and kept when a figure is missing', async () => {
    const before = await written(voted(7))
    const run = voted(9)
    run.status.set('Reassort/IdentifiersUsed', 'InternalError')
    expect(await written(run)).not.toBe(before)
    const kept = readFileSync(file, 'utf8')
    run.status.set('Reassort/IdentifiersUsed WF', 'InternalError')
    const said = vi.spyOn(console, 'error').mockReturnValue()
    expect(await writePage(file, await readFigures(run.engines), election, 60)).toBe(false)
    expect(said).toHaveBeenCalledWith(watchTexts.pageKept(file))
    const nowhere = join(folder, 'absent', 'point.html')
    expect(await writePage(nowhere, await readFigures(voted(7).engines), election, 60)).toBe(false)
    expect(said.mock.calls.join()).toContain('ENOENT')
    said.mockRestore()
    expect(readFileSync(file, 'utf8')).toBe(kept)
    expect(readdirSync(folder).sort()).toEqual(['point-auto.html', 'point.html'])
    expect(existsSync(nowhere)).toBe(false)
  })

  test('refreshes itself beside the one that stays, and each leads to the other', async () => {
    const still = await written(voted(7), 90)
    const automatic = readFileSync(join(folder, 'point-auto.html'), 'utf8')
    expect(still).not.toContain('http-equiv="refresh"')
    expect(still).toContain('href="point-auto.html"')
    expect(automatic).toContain('<meta http-equiv="refresh" content="90">')
    expect(automatic).toContain('href="point.html"')
  })
})
