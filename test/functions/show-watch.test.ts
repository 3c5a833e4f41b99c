import { beforeEach, expect, test } from 'vitest'
import { ledgerReader } from '../../functions/show-watch/read-ledger.ts'
import { showWatch } from '../../functions/show-watch/show-watch.ts'
import { watchView } from '../../shared/contract/watch.ts'
import { headBlock } from '../../shared/domain/ledger/ledger-head.ts'
import type { ReportedIntervention } from '../../shared/domain/ledger/reported-intervention.ts'
import {
  addToSummary,
  emptySummary,
  storedHeadText,
} from '../../shared/domain/ledger/stored-head.ts'
import { controlTexts } from '../../shared/texts/staff/control-page.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { aStaffWorld } from '../builders/staff-world.ts'
import { minutes } from '../builders/values.ts'
import { aReading } from '../builders/vote-readings.ts'
import { election } from '../builders/voters.ts'
import { inMemoryTexts } from '../fakes/in-memory-texts.ts'

const { tables, clock, office: staff, events, ports: usual } = await forEachTest(aStaffWorld)
let heads = inMemoryTexts()
let mailings = inMemoryTexts()
let soFar = emptySummary

beforeEach(() => {
  heads = inMemoryTexts()
  mailings = inMemoryTexts()
  soFar = emptySummary
})

async function sign(...interventions: ReportedIntervention[]): Promise<void> {
  soFar = addToSummary(soFar, interventions)
  const number = heads.all.length + 1
  const head = {
    ledger: 'a-ledger',
    segment: number,
    number: 1000 * number,
    hash: 'abcdef',
    at: clock(),
  }
  const text = headBlock(head, Buffer.from('a signature'))
  await heads.put(number, storedHeadText({ text, interventions, soFar }))
}

const did = (kind: string, more: Partial<ReportedIntervention> = {}): ReportedIntervention => ({
  ...{ number: 1, at: clock(), kind, by: 'supervisor/sacha' },
  ...more,
})

const ports = () => ({
  ...usual,
  readLedger: ledgerReader({ heads, mailings }),
  readVoteState: () => ({
    ...{ announcement: '', vote: 'Le vote ferme.', isSuspended: false },
    dates: election.dates,
  }),
  recipientCount: 1,
})

async function shownTo(cookie: string | undefined, more: Partial<ReturnType<typeof ports>> = {}) {
  const view = watchView.parse(await showWatch({ ...ports(), ...more }, cookie))
  const sections = [...view.watch.sections, ...(view.day?.sections ?? [])]
  const sectionOf = (heading: RegExp) => sections.find((one) => heading.test(one.heading))
  return { view, sectionOf }
}

test('the watch pages are shown by role to signed-in staff, and do not prolong the session', async () => {
  const [agent, delegate] = [await staff.signedIn('alix'), await staff.signedIn('dominique')]
  const sessions = () => tables.look.everything().staffSessions
  const before = sessions()
  clock.set(minutes(20))
  const pages = async (cookie: string) => Object.keys((await shownTo(cookie)).view)
  expect(await pages(agent)).toEqual(['watch', 'day'])
  expect(await pages(delegate)).toEqual(['watch'])
  expect(await showWatch(ports(), undefined)).toBeUndefined()
  expect(sessions()).toEqual(before)
  clock.set(minutes(31))
  expect(await showWatch(ports(), agent)).toBeUndefined()
})

test('the watch pages say when their data was read, or that none was', async () => {
  await tables.voteReadings.store(aReading({ at: minutes(-1) }))
  const agent = await staff.signedIn('alix')
  const { view, sectionOf } = await shownTo(agent)
  expect([view.watch.at, view.day?.at]).toEqual(Array(2).fill(minutes(-1).toISOString()))
  expect(view.day?.vote).toBe('Le vote ferme.')
  expect(sectionOf(/^Mise à jour interrompue/)).toBeUndefined()
  const find = () => Promise.reject(new Error('down'))
  const unread = await shownTo(agent, { voteReadings: { ...tables.voteReadings, find } })
  expect(unread.sectionOf(/^Mise à jour interrompue/)?.tone).toBe('wrong')
  expect(events).toEqual([{ event: 'watch.unread', part: 'reading', error: 'Error' }])
})

test('the watch pages show the seal, the ledger’s end, the mailed head and the interventions without names', async () => {
  const opened = { 'file-opened': 6, 'file-opened-by-identity': 5, 'file-opened-to-agree': 4 }
  await sign(
    did('seal', { digest: 'ab12cd34' }),
    ...Object.entries(opened).flatMap(([kind, times]) => Array(times).fill(did(kind))),
  )
  await mailings.put(1, JSON.stringify({ head: 1, at: clock() }))
  clock.set(minutes(1))
  const reason = 'nom mal écrit'
  await sign(did('repair', { reason, step: 'asked' }), did('repair', { reason, step: 'agreed' }))
  const { sectionOf } = await shownTo(await staff.signedIn('dominique'))
  expect(sectionOf(/^Scellement/)?.copy).toBe('ab12 cd34')
  const ledger = sectionOf(/^Journal/)
  expect(ledger?.lines.join()).toMatch(
    /2.000 écritures.*la vérification du journal le montre.*abcd ef.*1.000 écritures/,
  )
  expect(ledger?.copy).toContain('BEGIN REASSORT HEAD')
  expect(ledger?.lines.join()).toContain('R. 211-571')
  const interventions = sectionOf(/^Interventions/)
  expect(interventions?.lines.join()).toMatch(/: 6 ; .*: 5 ; .*: moins de 5\./)
  expect(interventions?.table?.columns).toEqual(controlTexts.interventionColumns)
  expect(interventions?.table?.rows.map(([, ...row]) => row)).toEqual([
    [expect.stringContaining('(confirmé par une deuxième personne)'), reason],
    [expect.stringContaining('(demandé, à confirmer par une deuxième personne)'), reason],
    ['Scellement', '–'],
  ])
  expect(JSON.stringify(interventions)).not.toContain('sacha')
})

test('the watch pages say that the ledger could not be read, and show the rest', async () => {
  await tables.voteReadings.store(aReading())
  const readLedger = () => Promise.reject(new Error('refused'))
  const { sectionOf } = await shownTo(await staff.signedIn('alix'), { readLedger })
  expect(sectionOf(/^Journal/)?.lines).toEqual(["Le journal n'a pas pu être lu."])
  expect(sectionOf(/^Depuis l'ouverture/)?.tone).toBe('usual')
  expect(events).toEqual([{ event: 'watch.unread', part: 'ledger', error: 'Error' }])
})

test('the watch pages say that voters see the announcement', async () => {
  const announcement = 'Le vote est suspendu.'
  const readVoteState = () => ({ ...ports().readVoteState(), announcement, vote: announcement })
  const { view, sectionOf } = await shownTo(await staff.signedIn('alix'), { readVoteState })
  expect(sectionOf(/^Où en est le vote/)).toMatchObject({ tone: 'wrong' })
  const words = 'Annonce lue par les électeurs : « Le vote est suspendu. »'
  expect(sectionOf(/^Où en est le vote/)?.lines[0]).toBe(words)
  expect([view.watch.vote, view.day?.vote]).toEqual([announcement, announcement])
})

test('the ledger’s reader reads again after new heads and after a failure', async () => {
  let isDown = false
  const read = (number: number) =>
    isDown ? Promise.reject(new Error('no answer')) : heads.read(number)
  const look = ledgerReader({ heads: { ...heads, read }, mailings })
  expect((await look()).lastHead).toBeUndefined()
  await sign(did('deployment'))
  await look()
  await sign(did('repair'))
  isDown = true
  await expect(look()).rejects.toThrow('no answer')
  isDown = false
  expect((await look()).lastHead?.soFar.latest).toHaveLength(2)
})
