import { describe, expect, it } from 'vitest'
import {
  type Counted,
  countSections,
  ledgerSections,
} from '../../functions/show-watch/control-page.ts'
import {
  alarmSection,
  announcedSection,
  callsSection,
  type SmsSeen,
  smsSection,
} from '../../functions/show-watch/day-page.ts'
import type { LedgerSeen } from '../../functions/show-watch/read-ledger.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { nothingSoFar, type SoFar } from '../../shared/domain/ledger/kept-head.ts'
import type { ToldIntervention } from '../../shared/domain/ledger/told-intervention.ts'
import { closedBreaker } from '../../shared/domain/sms/sms-breaker.ts'
import { controlTexts } from '../../shared/texts/staff/control-page.ts'
import { dayTexts } from '../../shared/texts/staff/day-page.ts'
import { unreadTexts } from '../../shared/texts/staff/staff-pages.ts'
import { now } from '../builders/values.ts'
import { election } from '../builders/voters.ts'

const { timeZone } = election
const place = { timeZone, now }
const later = (seconds: number) => secondsLater(now, seconds)

describe('what delegates read of the ledger', () => {
  const sections = (
    soFar: Partial<SoFar> | undefined,
    { recipients = 1, isMailed = false } = {},
  ) => {
    const hash = 'abcdef'
    const head = { head: { ledger: 'a', segment: 1, number: 9, hash, at: now }, signed: 'signed' }
    const last = soFar && { ...head, interventions: [], soFar: { ...nothingSoFar, ...soFar } }
    const mailed = isMailed && last ? { head: last, at: now } : undefined
    return ledgerSections({ last, mailed, ofHour: [] } as LedgerSeen, recipients, place)
  }
  const did = (number: number): ToldIntervention => ({ number, at: now, kind: 'repair', by: 'x' })

  it('is not nothing when it could not be read', () => {
    expect(ledgerSections(undefined, 1, place)).toEqual([
      { heading: 'Journal', tone: 'wrong', lines: [unreadTexts.ledger], figures: [] },
    ])
  })

  it('says what is not there yet: a seal, a signature, an intervention', () => {
    const [seal, head, interventions] = sections(undefined)
    expect(seal?.lines).toEqual([controlTexts.notSealed])
    expect(head?.lines).toEqual([controlTexts.noHead])
    expect(interventions?.lines).toEqual([
      controlTexts.meaning,
      controlTexts.noIntervention,
      controlTexts.openedFiles(['0', '0', '0']),
      controlTexts.filesMeaning,
    ])
    expect(interventions).not.toHaveProperty('table')
  })

  it('shows a seal with what is to be compared, if it has it', () => {
    const seal = { number: 1, at: now, kind: 'seal', by: 'Deployer/alice' }
    const said = [controlTexts.sealed(now, timeZone, seal.by), controlTexts.sealNotVerified]
    expect(sections({ seal })[0]).toMatchObject({ lines: said, figures: [] })
    const [whole] = sections({ seal: { ...seal, digest: 'ab12cd34' } })
    expect(whole?.lines).toEqual([...said, controlTexts.sealDigest])
  })

  it('shows the last fifty interventions in columns that are named, and counts files apart', () => {
    const latest = Array.from({ length: 51 }, (_, number) => did(number))
    const counts = { 'file-opened': 6, 'file-opened-by-identity': 5, 'file-opened-to-agree': 4 }
    const [, , interventions] = sections({ latest, counts })
    expect(interventions?.lines).toContain(controlTexts.openedFiles(['6', '5', 'moins de 5']))
    expect(interventions?.table?.columns).toEqual(controlTexts.columns)
    expect(interventions?.table?.rows).toHaveLength(50)
  })

  it('gives what was mailed to be compared to those alone who are mailed', () => {
    expect(sections({}, { isMailed: true })[1]).toMatchObject({ copy: 'signed' })
    expect(sections({}, { isMailed: true, recipients: 0 })[1]).not.toHaveProperty('copy')
  })
})

describe('what delegates read of the requests', () => {
  const none = { asked: 0, left: 0, arrived: 0, failed: 0, used: 0 }
  const counted: Counted = { cancelled: 0, territories: [], refusals: [] }

  it('is that they are not open yet, until they are', () => {
    const [before, ...others] = countSections(undefined, later(1), place)
    expect(before).toMatchObject({ tone: 'usual', lines: [controlTexts.notOpen] })
    expect(others).toEqual([])
    expect(countSections(undefined, now, place)).toMatchObject([{ tone: 'wrong' }])
  })

  it('is in words where nobody asked, and nobody was refused', () => {
    const nobody = { ...counted, territories: [{ territory: 'FR', ...none }] }
    expect(countSections(nobody, now, place)).toMatchObject([
      { lines: [controlTexts.nobody], figures: [] },
      { lines: [controlTexts.noRefusal], figures: [] },
    ])
  })

  it('tells no small number by those beside it, in a row or in the totals', () => {
    const few = { territory: 'WF', asked: 9, left: 9, arrived: 8, failed: 1, used: 7 }
    const many = { territory: 'FR', asked: 90, left: 90, arrived: 70, failed: 20, used: 60 }
    const [section] = countSections({ ...counted, territories: [few, many] }, now, place)
    expect(section?.table?.rows[0]).toEqual([
      ...['Wallis-et-Futuna', '9', '9', 'moins de 10', 'moins de 5', '7'],
    ])
    expect(section?.figures?.map(({ figure }) => figure).slice(1, 4)).toEqual([
      ...['99', 'plus de 70', 'plus de 20'],
    ])
    const [alone] = countSections({ ...counted, territories: [few] }, now, place)
    expect(alone?.figures?.[2]?.figure).toBe('moins de 10')
    const shown = [1, 2, 3, 4].map((left) =>
      countSections(
        { ...counted, territories: [{ ...few, left, arrived: left, failed: 0 }] },
        now,
        place,
      ),
    )
    expect(new Set(shown.map((one) => JSON.stringify(one))).size).toBe(1)
  })

  it('is in columns that are named, with what the words mean', () => {
    const some: Counted = {
      ...counted,
      territories: [{ territory: 'FR', ...none, asked: 10 }],
      refusals: [{ reason: 'phone-taken', refused: 7 }],
    }
    const [states, refusals] = countSections(some, now, place)
    expect(states?.lines).toEqual(controlTexts.meanings)
    expect(states?.table?.columns).toEqual([
      controlTexts.territory,
      ...Object.values(controlTexts.states),
    ])
    expect(refusals?.lines).toEqual([])
    expect(refusals?.table?.columns).toEqual([controlTexts.reason, controlTexts.refused])
  })
})

describe('what voters are told, as those who answer calls read it', () => {
  const hour = 3600
  const dates = {
    reissueOpensAt: now,
    reissueClosesAt: later(hour),
    voteOpensAt: later(hour),
    voteClosesAt: later(2 * hour),
  }
  const said = (breaker: Parameters<typeof announcedSection>[1], at = now) =>
    announcedSection({ announcement: '', dates }, breaker, { timeZone, now: at })

  it.each([
    [-1, /ouvrent à\s10\sh\.$/],
    [0, /ferment à\s11\sh\.$/],
    [hour, /ont fermé à\s11\sh\.$/],
  ] as const)('is, %i s after requests opened, when they open or close', (seconds, words) => {
    expect(said({}, later(seconds))).toMatchObject({
      tone: 'usual',
      lines: [dayTexts.nothingAnnounced, expect.stringMatching(words)],
    })
  })

  it('is that SMS to a territory are held back, and why', () => {
    const caps = { RE: { smsPerDay: 500, since: now, reason: 'opérateur lent' } }
    const { tone, lines } = said({ caps })
    expect(tone).toBe('wrong')
    expect(lines[0]).toBe(dayTexts.capped('La Réunion', 500, 'opérateur lent'))
    expect(lines).toHaveLength(2)
  })
})

describe('what those who answer calls read of the SMS', () => {
  const seen: SmsSeen = {
    counts: { smsCount: 0, heldCount: 0 },
    ...{ handovers: [], late: { at: now, count: 0 }, waiting: 0, promise: later(120) },
  }
  const of = (territory: string, count: number, receipts = 0) => ({
    ...{ territory, receipts, failed: 0 },
    handedOver: [{ withinSeconds: 120, count }],
  })
  const stopped = (scope: string) => ({
    ...closedBreaker,
    circuits: {
      [scope]: { refusals: [], since: now, open: { trialAt: later(60), waitSeconds: 900 } },
    },
  })
  const shown = (changes: Partial<SmsSeen> = {}, breaker = closedBreaker) =>
    smsSection({ ...seen, ...changes }, breaker, place)

  it('is usual where none is late, and says what is not known', () => {
    const usual = shown()
    expect(usual.tone).toBe('usual')
    expect(usual.lines).toEqual([dayTexts.late(0), dayTexts.tooFew, dayTexts.noSms])
    expect(usual).not.toHaveProperty('table')
    const unknown = shown({ late: undefined })
    expect(unknown.tone).toBe('usual')
    expect(unknown.lines[0]).toBe(dayTexts.lateUnknown)
  })

  it('is wrong where some are late', () => {
    expect(shown({ late: { at: now, count: 1 } }).tone).toBe('wrong')
  })

  it('says on which day an SMS is to arrive, unless it is today', () => {
    expect(shown().figures[2]?.figure).toMatch(/^10\sh\s02$/)
    expect(shown({ promise: later(86_400) }).figures[2]?.figure).toMatch(/\sà\s10\sh$/)
  })

  it('tells how many wait for tomorrow', () => {
    const counts = { ...seen.counts, heldCount: 12 }
    expect(shown({ counts }).lines).toContain(dayTexts.held(12))
  })

  it.each([
    ['account', dayTexts.stoppedAccount, dayTexts.noPromise],
    ['RE', dayTexts.stopped('La Réunion'), dayTexts.promise],
  ])('says where none leaves, and promises no time that cannot be kept: %s', (scope, line, of) => {
    const { tone, lines, figures } = shown({}, stopped(scope))
    expect(tone).toBe('wrong')
    expect(lines[0]).toBe(line)
    expect(figures[2]?.of).toBe(of)
  })

  it('is of the territories with SMS or receipts, the most SMS first, in columns that are named', () => {
    const handovers = [of('RE', 5), of('GP', 0), of('FR', 30), of('MQ', 0, 2)]
    const { lines, table } = shown({ handovers })
    expect(lines).toEqual([dayTexts.late(0), dayTexts.within('2 minutes')])
    expect(table?.columns).toEqual(dayTexts.columns)
    expect(table?.rows).toEqual([
      ['Métropole', '30', '0', '0', '2 minutes'],
      ['La Réunion', '5', '0', '0', dayTexts.unknownTime],
      ['Martinique', '0', '2', '0', dayTexts.unknownTime],
    ])
  })
})

describe('what those who answer calls read of the alarms', () => {
  const on = (name: string) => ({ name, since: now, says: 'in English', section: undefined })

  it('is that nothing is wrong only if some are watched', () => {
    expect(alarmSection({ watched: 40, on: [] }, place)).toMatchObject({
      ...{ tone: 'usual', lines: [dayTexts.calm] },
    })
    expect(alarmSection({ watched: 0, on: [] }, place)).toMatchObject({
      ...{ tone: 'wrong', lines: [dayTexts.noAlarmRead] },
    })
  })

  it('is what each means to voters, in their language, but of the team’s own', () => {
    const alarms = { watched: 40, on: ['FailingApi', 'MailEventDeadLetters', 'Unheard'].map(on) }
    expect(alarmSection(alarms, place)).toMatchObject({
      tone: 'wrong',
      lines: [
        dayTexts.alarm('Le site répond par des pannes.', now, timeZone, now),
        dayTexts.alarm(dayTexts.unknownAlarm, now, timeZone, now),
      ],
    })
  })
})

describe('what those who answer calls read of the calls', () => {
  const did = (kind: string): ToldIntervention => ({ number: 1, at: now, kind, by: 'agent/alix' })

  it('is how many files are open, even if the ledger could not be read', () => {
    const open = { figure: '3', of: dayTexts.openNow }
    const unread = { tone: 'wrong', figures: [open], lines: [unreadTexts.ledger] }
    expect(callsSection(undefined, 3)).toMatchObject(unread)
  })

  it('is what was done in the hour, the most frequent first', () => {
    const { table } = callsSection(['seal', 'repair', 'repair'].map(did), 0)
    expect(table?.columns).toEqual(dayTexts.actionColumns)
    expect(table?.rows.map(([, times]) => times)).toEqual(['2', '1'])
    expect(callsSection([], 0)).not.toHaveProperty('table')
  })
})
