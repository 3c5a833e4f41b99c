import { beforeEach, describe, expect, it } from 'vitest'
import { ledgerReader } from '../../functions/show-watch/read-ledger.ts'
import { readControlPage, readDayPage } from '../../functions/show-watch/read-pages.ts'
import { type WatchedPage, watchView } from '../../shared/contract/watch.ts'
import type { AlarmOn } from '../../shared/domain/alarm-names.ts'
import { electionDayOf } from '../../shared/domain/election-day.ts'
import type { Figures } from '../../shared/domain/figures.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { keptHeadText, nothingSoFar, soFarWith } from '../../shared/domain/ledger/kept-head.ts'
import { signedHead } from '../../shared/domain/ledger/ledger-head.ts'
import type { ToldIntervention } from '../../shared/domain/ledger/told-intervention.ts'
import { pauseTerritory } from '../../shared/domain/sms/sms-breaker.ts'
import { alarmTexts } from '../../shared/texts/alarms.ts'
import { unreadTexts } from '../../shared/texts/staff/staff-pages.ts'
import { now } from '../builders/values.ts'
import { election } from '../builders/voters.ts'
import { inMemoryTables } from '../fakes/in-memory-tables.ts'
import { inMemoryTexts } from '../fakes/in-memory-texts.ts'

const minutes = (count: number) => secondsLater(now, count * 60)

let tables = inMemoryTables()
let heads = inMemoryTexts()
let mailings = inMemoryTexts()
let soFar = nothingSoFar
let at = now
/** By figure and territory or reason; of the rest, none. */
let counted: Record<string, number> = {}
let alarms: AlarmOn[] = []
let failing: string[] = []
let spans: { from: Date; to: Date }[] = []
let journalled: unknown[] = []
let recipients: string[] = []

beforeEach(() => {
  tables = inMemoryTables()
  heads = inMemoryTexts()
  mailings = inMemoryTexts()
  soFar = nothingSoFar
  at = now
  counted = {}
  alarms = []
  failing = []
  spans = []
  journalled = []
  recipients = ['bureau@example.org']
})

async function sign(...interventions: ToldIntervention[]): Promise<void> {
  soFar = soFarWith(soFar, interventions)
  const number = heads.all.length + 1
  const head = { ledger: 'a-ledger', segment: number, number: 1000 * number, hash: 'abcdef', at }
  const signed = signedHead(head, Buffer.from('a signature'))
  await heads.put(number, keptHeadText({ signed, interventions, soFar }))
}

const did = (kind: string, more: Partial<ToldIntervention> = {}): ToldIntervention => ({
  ...{ number: 1, at, kind, by: 'supervisor/sacha' },
  ...more,
})

const figures: Figures = {
  async told(span, tell) {
    spans.push(span)
    if (failing.includes('counts')) throw new Error('refused')
    return tell((figure, of = {}) => {
      const name = [figure.metric, figure.statistic, ...Object.values(of)].join(' ')
      return counted[name] ?? 0
    })
  },
  async alarms() {
    if (failing.includes('alarms')) throw new Error('refused')
    return { watched: 40, on: alarms }
  },
}

const ports = () => ({
  ...tables,
  figures,
  election: { ...election, ledger: { ...election.ledger, recipients } },
  readLedger: ledgerReader({ heads, mailings, clock: () => at }),
  openFiles: { count: async () => 3 },
  backlog: { waiting: async () => 41 },
  announced: () => ({ announcement: '', dates: election.dates, vote: 'Le vote ferme.' }),
  electionNow: () => at,
  isSuspended: () => false,
  clock: () => at,
  journal: (event: unknown) => void journalled.push(event),
})

const sectionOf = (page: WatchedPage, heading: RegExp) =>
  watchView.parse({ watch: page }).watch.sections.find((one) => heading.test(one.heading))

describe('what delegates watch', () => {
  it('tells the seal, where the ledger ends, the mail to compare, and what was done, by nobody’s name', async () => {
    await sign(did('seal', { digest: 'ab12cd34' }), did('file-opened'))
    await mailings.put(1, JSON.stringify({ head: 1, at }))
    at = minutes(1)
    await sign(did('repair', { reason: 'nom mal écrit', step: 'agreed' }))
    const view = await readControlPage(ports())
    expect(sectionOf(view, /^Scellement/)?.copy).toBe('ab12 cd34')
    const ledger = sectionOf(view, /^Journal/)
    expect(ledger?.lines.join()).toMatch(
      /2.000 écritures.*la vérification du journal le montre.*abcd ef.*1.000 écritures/,
    )
    expect(ledger?.copy).toContain('BEGIN REASSORT HEAD')
    expect(ledger?.lines.join()).toContain('R. 211-571')
    const interventions = sectionOf(view, /^Interventions/)
    expect(interventions?.lines.join()).toMatch(/: moins de 5 ; .*: 0 ; .*: 0\./)
    expect(interventions?.table?.rows.map(([, ...row]) => row)).toEqual([
      [expect.stringContaining('confirmé par une deuxième personne'), 'nom mal écrit'],
      ['Scellement', '–'],
    ])
    expect(JSON.stringify(interventions)).not.toContain('sacha')
  })

  it('tells counts by territory and refusal, but none that could name somebody, nor lead to one', async () => {
    counted = {
      'ReissuesAccepted Sum FR': 100,
      'ReissuesAccepted Sum RE': 4,
      'SmsDelivered SampleCount FR': 90,
      'SmsDelivered Sum FR': 60,
      'ReissuesRefused Sum identity-mismatch': 4,
      'ReissuesRefused Sum voter-limit': 12,
      'ReissuesCancelled Sum': 7,
    }
    const view = await readControlPage(ports())
    const counts = sectionOf(view, /^Depuis l'ouverture/)
    expect(counts?.table?.rows).toEqual([
      ['Métropole', '100', '0', '60', '30', '0'],
      ['La Réunion', 'moins de 5', '0', '0', '0', '0'],
    ])
    expect(counts?.figures.map(({ figure }) => figure)).toEqual([
      ...['plus de 100', '0', '60', '30', '0', '7'],
    ])
    expect(sectionOf(view, /^Demandes refusées/)?.table?.rows).toEqual([
      ['Toutes les demandes possibles déjà faites', '12'],
      ['NUMEN ou date de naissance faux', 'moins de 5'],
    ])
  })

  it('counts from the day on which requests open, and not before', async () => {
    const from = election.dates.reissueOpensAt
    at = secondsLater(from, -1)
    const view = await readControlPage(ports())
    expect(view.sections.filter(({ tone }) => tone === 'wrong')).toEqual([])
    expect(spans).toEqual([])
    at = from
    await readControlPage(ports())
    at = now
    await readControlPage(ports())
    expect(spans).toEqual([
      { from, to: from },
      { from, to: now },
    ])
  })

  it('says what could not be read, and tells the rest', async () => {
    failing = ['counts']
    await sign(did('deployment'))
    const view = await readControlPage(ports())
    const [unread] = view.sections.filter(({ tone }) => tone === 'wrong')
    expect(unread?.lines).toEqual(["Les compteurs n'ont pas pu être lus."])
    expect(sectionOf(view, /^Interventions/)?.table?.rows).toHaveLength(1)
    expect(journalled).toEqual([{ event: 'watch.unread', part: 'counts', error: 'Error' }])
  })
})

describe('the day', () => {
  it('tells SMS by territory, when the next is to arrive, and what is held back and why', async () => {
    const day = electionDayOf(now, election.timeZone)
    const late = { territory: 'RE', seconds: 100 }
    for (let sms = 0; sms < 20; sms++) await tables.handoverDays.count(day, late)
    await tables.handoverDays.countReceipt(day, { territory: 'RE', failed: true })
    await tables.handoverDays.countReceipt(day, { territory: 'RE', failed: false })
    await tables.handoverDays.recordLate({ at: now, count: 7 })
    const found = await tables.smsBreakers.find()
    const paused = pauseTerritory(found, 'PF', { since: now, reason: 'panne' })
    await tables.smsBreakers.replace(found, paused)
    const view = await readDayPage(ports())
    const sms = sectionOf(view, /^SMS/)
    expect(sms?.figures.slice(0, 2).map(({ figure }) => figure)).toEqual(['41', '20'])
    expect(sms?.figures[2]?.figure).toMatch(/^\d+\sh/)
    expect(sms?.lines[0]).toMatch(/^7 SMS en retard/)
    expect(sms?.table?.rows).toEqual([['La Réunion', '20', '1', '1', '2 minutes']])
    const announced = sectionOf(view, /^Ce que voient/)
    expect(announced?.tone).toBe('wrong')
    expect(announced?.lines[0]).toMatch(/^Polynésie française : SMS suspendus.*\(panne\)/)
  })

  it('promises no time while the vote is suspended, and says what is announced', async () => {
    const announcement = 'Le vote est suspendu.'
    const suspended = {
      isSuspended: () => true,
      announced: () => ({ announcement, dates: election.dates, vote: announcement }),
    }
    const view = await readDayPage({ ...ports(), ...suspended })
    expect(sectionOf(view, /^SMS/)?.figures[2]?.figure).toBe('–')
    expect(sectionOf(view, /^Ce que voient/)?.lines[0]).toBe(announcement)
    const control = await readControlPage({ ...ports(), ...suspended })
    expect([view.vote, control.vote]).toEqual([announcement, announcement])
  })

  it('tells alarms that voters notice, and that none were read', async () => {
    const on = (name: string) => ({ name, since: now, says: 'in English', section: undefined })
    alarms = [on('NoMail'), on('MailEventDeadLetters')]
    const [alarm, ...others] = sectionOf(await readDayPage(ports()), /^Alertes/)?.lines ?? []
    expect(alarm).toContain(alarmTexts.NoMail?.says)
    expect(others).toEqual([])
    failing = ['alarms']
    expect(sectionOf(await readDayPage(ports()), /^Alertes/)).toMatchObject({
      tone: 'wrong',
      lines: [unreadTexts.alarms],
    })
  })

  it('says what could not be read, and tells the rest', async () => {
    failing = ['alarms']
    const readLedger = () => Promise.reject(new Error('refused'))
    const page = await readDayPage({ ...ports(), readLedger })
    expect(sectionOf(page, /^Appels/)?.lines).toEqual(["Le journal n'a pas pu être lu."])
    await readControlPage({ ...ports(), readLedger })
    expect(journalled).toEqual(
      ['ledger', 'alarms', 'ledger'].map((part) => ({
        ...{ event: 'watch.unread', part, error: 'Error' },
      })),
    )
  })

  it('counts what was done in the last hour, whatever its kind', async () => {
    await sign(did('file-opened'), did('staff-something'))
    at = minutes(59)
    await sign(did('file-opened'), did('file-opened'))
    const counts = async () =>
      sectionOf(await readDayPage(ports()), /^Appels/)?.figures.map(({ figure }) => figure)
    expect(await counts()).toEqual(['3', '3', '1'])
    at = minutes(60)
    expect(await counts()).toEqual(['3', '2', '0'])
  })
})

describe('the end of the ledger', () => {
  it('is read once, however often somebody looks, with what came since', async () => {
    const read: number[] = []
    const counting = {
      ...heads,
      read(number: number) {
        read.push(number)
        return heads.read(number)
      },
    }
    const look = ledgerReader({ heads: counting, mailings, clock: () => at })
    expect((await look()).last).toBeUndefined()
    await sign(did('deployment'))
    await look()
    await sign(did('repair'))
    expect((await look()).last?.soFar.latest).toHaveLength(2)
    await look()
    expect(read).toEqual([1, 2])
  })

  it('is read again when it could not be', async () => {
    await sign(did('deployment'))
    let isDown = true
    const read = (number: number) =>
      isDown ? Promise.reject(new Error('no answer')) : heads.read(number)
    const look = ledgerReader({ heads: { ...heads, read }, mailings, clock: () => at })
    await expect(look()).rejects.toThrow('no answer')
    isDown = false
    expect((await look()).last?.soFar.latest).toHaveLength(1)
  })
})
