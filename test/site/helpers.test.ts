import fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { contrastWithWhite } from '../../site/contrast.ts'
import { phoneFormsOf } from '../../site/phone-forms.ts'
import type { Voter } from '../../site/scripts/api.ts'
import { remainingSentence, whyNoReissue } from '../../site/scripts/availability.ts'
import { readBirthDate } from '../../site/scripts/birth-date.ts'
import { keepDraft, takeDraft } from '../../site/scripts/draft.ts'
import {
  formatDateAndTime,
  formatMoment,
  formatTime,
  zoneName,
} from '../../site/scripts/french-dates.ts'
import { withFrenchSpaces } from '../../site/scripts/french-spaces.ts'
import { pollDelayMs } from '../../site/scripts/polling.ts'

afterEach(() => vi.unstubAllGlobals())

/** A no-break space is a space to the reader. */
const plain = (text: string | undefined) => text?.replace(/\u00a0/g, ' ')

describe('the birth date', () => {
  test.each([
    ['01/02/1980'],
    ['1/2/1980'],
    ['01-02-1980'],
    ['1.2.1980'],
    ['01 02 1980'],
    ['  01 / 02 / 1980 '],
    ['01\u00a002\u00a01980'],
    ['01021980'],
    ['1980-02-01'],
  ])('is read from %j', (typed) => {
    expect(readBirthDate(typed)).toBe('1980-02-01')
  })

  test.each([
    '',
    '31/02/1980',
    '29/02/1900',
    '00/01/1980',
    '01/13/1980',
    '1/2/80',
    '121980',
    'hier',
  ])('is not guessed from %j', (typed) => {
    expect(readBirthDate(typed)).toBeUndefined()
  })

  test('is the same whichever way any day of the calendar is typed', () => {
    const days = fc.date({
      min: new Date('1900-01-01'),
      max: new Date('2010-12-31'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(days, (date) => {
        const iso = date.toISOString().slice(0, 10)
        const [year = '', month = '', day = ''] = iso.split('-')
        for (const typed of [
          `${day}/${month}/${year}`,
          `${Number(day)} ${Number(month)} ${year}`,
          `${day}${month}${year}`,
        ]) {
          expect(readBirthDate(typed)).toBe(iso)
        }
      }),
    )
  })
})

describe('times', () => {
  const evening = new Date('2026-12-06T16:00:00Z')

  test('are those of the clock of the election, wherever the phone is', () => {
    expect(plain(formatDateAndTime(evening, 'Europe/Paris'))).toBe('6 décembre 2026 à 17 h')
    expect(plain(formatDateAndTime(evening, 'Indian/Reunion'))).toBe('6 décembre 2026 à 20 h')
  })

  test('are written as in French', () => {
    const at = (time: string) => plain(formatTime(new Date(time), 'Europe/Paris'))
    expect(at('2026-12-06T08:05:00Z')).toBe('9 h 05')
    expect(at('2026-12-06T23:00:00Z')).toBe('0 h')
    expect(plain(formatDateAndTime(new Date('2026-12-01T11:30:00Z'), 'Europe/Paris'))).toBe(
      '1er décembre 2026 à 12 h 30',
    )
  })

  test('of today have no date, those of another day have one', () => {
    const moment = (now: string) => plain(formatMoment(evening, 'Europe/Paris', new Date(now)))
    expect(moment('2026-12-06T22:59:00Z')).toBe('à 17 h')
    expect(moment('2026-12-06T23:01:00Z')).toBe('le 6 décembre 2026 à 17 h')
  })

  test('say whose clock they follow', () => {
    expect(zoneName('Europe/Paris')).toBe('heure de Paris')
    expect(zoneName('America/Argentina/Buenos_Aires')).toBe('heure de Buenos Aires')
    expect(zoneName('Europe/Amsterdam')).toBe("heure d'Amsterdam")
  })
})

describe('asking where the SMS is', () => {
  const delays = (state: 'accepted' | 'sent', count: number) =>
    Array.from({ length: count }, (_, attempt) => pollDelayMs(state, attempt))

  test('starts after 2 s and slows down to every 30 s while the request is under way', () => {
    expect(delays('accepted', 9)).toEqual([
      2000, 3000, 4500, 6750, 10125, 15188, 22781, 30000, 30000,
    ])
  })

  test('slows down to every 2 minutes once the operator has it, and ends after half an hour or so', () => {
    const asked = delays('sent', 2000).filter((delay) => delay !== undefined)
    expect(Math.max(...asked)).toBe(120_000)
    const minutes = asked.reduce((sum, delay) => sum + delay, 0) / 60_000
    expect(minutes).toBeGreaterThan(29)
    expect(minutes).toBeLessThan(33)
  })

  test.each(['delivered', 'failed', 'cancelled'] as const)('ends when it is %s', (state) => {
    expect(pollDelayMs(state, 0)).toBeUndefined()
  })
})

describe('whether a new identifier can be asked for', () => {
  const at = Date.parse('2026-11-20T12:00:00Z')
  const voter = (reissue: Partial<Voter['reissue']>): Voter => ({
    initials: 'C. D.',
    email: 'camille.durand@academie.example',
    ballots: [],
    election: { timeZone: 'Europe/Paris', contestUntil: '', voteOpensAt: '', voteClosesAt: '' },
    reissue: {
      opensAt: '2026-11-13T23:00:00Z',
      closesAt: '2026-12-06T16:00:00Z',
      open: true,
      remaining: 2,
      latest: null,
      ...reissue,
    },
  })

  test('gives no reason against it when it can', () => {
    expect(whyNoReissue(voter({}), at)).toBeUndefined()
  })

  test('says when it opens, or since when it is closed', () => {
    const before = voter({ open: false, opensAt: '2026-11-21T23:00:00Z' })
    const after = voter({ open: false, closesAt: '2026-11-19T16:00:00Z' })
    expect(plain(whyNoReissue(before, at))).toContain('ouvriront le 22 novembre 2026 à 0 h')
    expect(plain(whyNoReissue(after, at))).toContain('closes depuis le 19 novembre 2026 à 17 h')
  })

  test('leads to the helpdesk when no request is left', () => {
    expect(whyNoReissue(voter({ remaining: 0 }), at)).toContain("Contactez l'assistance")
  })

  test('counts the requests left in French', () => {
    expect(remainingSentence(1)).toBe('Il vous reste 1 demande.')
    expect(remainingSentence(2)).toBe('Il vous reste 2 demandes.')
  })
})

test('knows the contrast of a colour with white, as WCAG defines it', () => {
  expect(contrastWithWhite('#000000')).toBeCloseTo(21)
  expect(contrastWithWhite('#FFFFFF')).toBeCloseTo(1)
  expect(contrastWithWhite('#767676')).toBeCloseTo(4.54, 2)
})

test('shows the forms of phone numbers of the territories that the election accepts, and no other', () => {
  expect(phoneFormsOf(['FR', 'MF']).map(({ place }) => place)).toEqual([
    'France métropolitaine',
    'Guadeloupe, Saint-Barthélemy, Saint-Martin',
  ])
})

test('never lets high punctuation begin a line', () => {
  expect(withFrenchSpaces('Oublié ? Voir : « Aide »')).toBe(
    'Oublié\u00a0? Voir\u00a0: «\u00a0Aide\u00a0»',
  )
})

test('never cuts a number or a time of the day in two', () => {
  expect(withFrenchSpaces('le 06 12 34 56 78, de 8 h à 18 h 30, en 13 caractères')).toBe(
    'le 06\u00a012\u00a034\u00a056\u00a078, de 8\u00a0h à 18\u00a0h\u00a030, en 13 caractères',
  )
})

describe('what was typed when the session ended', () => {
  const draft = { phone: '06 12 34 56 78', birthDate: '01/02/1980' }

  test('comes back once, to the voter who typed it', () => {
    stubTab()
    keepDraft('camille@academie.example', draft)
    expect(takeDraft('camille@academie.example')).toEqual(draft)
    expect(takeDraft('camille@academie.example')).toBeUndefined()
  })

  test('is lost when another voter signs in', () => {
    stubTab()
    keepDraft('camille@academie.example', draft)
    expect(takeDraft('dominique@academie.example')).toBeUndefined()
    expect(takeDraft('camille@academie.example')).toBeUndefined()
  })

  test('is lost in a browser that refuses storage, and nothing breaks', () => {
    vi.stubGlobal('sessionStorage', undefined)
    keepDraft('camille@academie.example', draft)
    expect(takeDraft('camille@academie.example')).toBeUndefined()
  })

  /** A browser's tab as a Map. */
  function stubTab() {
    const items = new Map<string, string>()
    vi.stubGlobal('sessionStorage', {
      getItem: (key: string) => items.get(key) ?? null,
      setItem: (key: string, value: string) => items.set(key, value),
    })
  }
})
