import fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Reissue } from '../../shared/contract/reissue.ts'
import type { Voter } from '../../shared/contract/voter.ts'
import { zoneName } from '../../shared/texts/zone-name.ts'
import { contrastWithWhite } from '../../site/contrast.ts'
import { phoneFormatsOf } from '../../site/phone-formats.ts'
import { remainingSentence, whyNoReissue } from '../../site/scripts/availability.ts'
import { readBirthDate } from '../../site/scripts/birth-date.ts'
import { keepOutcome, openCancelLink, readCancelLink } from '../../site/scripts/cancel-link.ts'
import { hasDraft, keepDraft, takeDraft } from '../../site/scripts/draft.ts'
import {
  formatDateAndTime,
  formatMoment,
  formatTime,
  formatUntil,
} from '../../site/scripts/french-dates.ts'
import { withFrenchSpaces } from '../../site/scripts/french-spaces.ts'
import { pollDelayMs } from '../../site/scripts/polling.ts'
import {
  isLate,
  latestReminder,
  progressTexts,
  stepName,
} from '../../site/scripts/progress-texts.ts'

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

  test('of a deadline are written as a deadline, today and another day', () => {
    const until = (now: string) => plain(formatUntil(evening, 'Europe/Paris', new Date(now)))
    expect(until('2026-12-06T15:00:00Z')).toBe("jusqu'à 17 h")
    expect(until('2026-12-05T15:00:00Z')).toBe("jusqu'au 6 décembre 2026 à 17 h")
  })

  test('say whose clock they follow', () => {
    expect(zoneName('Europe/Paris')).toBe('heure de Paris')
    expect(zoneName('America/Argentina/Buenos_Aires')).toBe('heure de Buenos Aires')
    expect(zoneName('Europe/Amsterdam')).toBe("heure d'Amsterdam")
  })
})

describe('asking where the SMS is', () => {
  const opened = Date.parse('2026-11-20T12:00:00Z')
  const dueIn = (seconds: number) => new Date(opened + seconds * 1000).toISOString()
  /** The waits of a page that stays open, at most `count`. */
  const delays = (
    reissue: { state: 'accepted' | 'sent'; expectedAt?: string; receiptDueAt?: string },
    count: number,
  ) => {
    const waits: number[] = []
    let at = opened
    while (waits.length < count) {
      const wait = pollDelayMs({ expectedAt: dueIn(180), ...reissue }, waits.length, at)
      if (wait === undefined) break
      waits.push(wait)
      at += wait
    }
    return waits
  }
  const sum = (waits: number[]) => waits.reduce((sum, wait) => sum + wait, 0)

  test('starts after 2 s and slows down to every 30 s while the request is under way', () => {
    expect(delays({ state: 'accepted' }, 9)).toEqual([
      2000, 3000, 4500, 6750, 10125, 15188, 22781, 30000, 30000,
    ])
  })

  test('slows down to every 5 minutes while the SMS waits for tomorrow, and is back in time for it', () => {
    const asked = delays({ state: 'accepted', expectedAt: dueIn(6 * 3600) }, 90)
    expect(Math.max(...asked)).toBe(300_000)
    expect(asked.at(-1)).toBe(30_000)
  })

  test('slows down to every 2 minutes once the operator has it, and ends after half an hour or so', () => {
    const asked = delays({ state: 'sent' }, 2000)
    expect(Math.max(...asked)).toBe(120_000)
    const minutes = sum(asked) / 60_000
    expect(minutes).toBeGreaterThan(29)
    expect(minutes).toBeLessThan(33)
  })

  test.each([1, 90, 900, 7200, 259_200])(
    'lasts until a receipt due in %i s is overdue, and asks then within 2 s',
    (seconds) => {
      let after = 0
      const moments = delays({ state: 'sent', receiptDueAt: dueIn(seconds) }, 5000).map(
        (wait) => (after += wait),
      )
      const lateMs = moments.map((moment) => moment - seconds * 1000).find((late) => late >= 0)
      expect(lateMs).toBeLessThanOrEqual(2000)
      expect(moments.length).toBeLessThan(5000)
    },
  )

  test.each(['delivered', 'failed', 'cancelled'] as const)('ends when it is %s', (state) => {
    const over = { state, expectedAt: dueIn(180), receiptDueAt: dueIn(900) }
    expect(pollDelayMs(over, 0, opened)).toBeUndefined()
  })
})

const at = Date.parse('2026-11-20T12:00:00Z')
const voter = (reissue: Partial<Voter['reissue']> = {}): Voter => ({
  initials: 'C. D.',
  firstName: 'Camille',
  lastName: 'Durand',
  email: 'camille.durand@academie.example',
  session: { expiresAt: '2026-11-20T12:30:00Z', endsAt: '2026-11-20T20:00:00Z' },
  ballots: [],
  election: {
    title: '',
    organiser: '',
    timeZone: 'Europe/Paris',
    contestUntil: '',
    voteOpensAt: '',
    voteClosesAt: '',
  },
  helpdesk: { phone: '', email: '', hours: '' },
  reissue: {
    opensAt: '2026-11-13T23:00:00Z',
    closesAt: '2026-12-06T16:00:00Z',
    open: true,
    limit: 3,
    remaining: 2,
    passwordChangeRequired: false,
    bothFactorsLostUntil: null,
    latest: null,
    ...reissue,
  },
})

describe('whether a new identifier can be asked for', () => {
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

  test('asks for a new password first after a cancelled request, but not while requests are closed', () => {
    expect(whyNoReissue(voter({ passwordChangeRequired: true }), at)).toContain(
      'vous devez créer un nouveau mot de passe',
    )
    expect(whyNoReissue(voter({ passwordChangeRequired: true, open: false }), at)).toContain(
      'closes depuis',
    )
  })

  test('says until when only the helpdesk can help a voter who has just lost the password too', () => {
    const lost = { bothFactorsLostUntil: '2026-11-21T09:30:00Z' }
    expect(plain(whyNoReissue(voter(lost), at))).toBe(
      "Votre mot de passe a été remplacé récemment. Par sécurité, la demande d'un nouvel identifiant en ligne est fermée jusqu'au 21 novembre 2026 à 10 h 30 (heure de Paris). D'ici là, adressez-vous à l'assistance.",
    )
    expect(whyNoReissue(voter(lost), Date.parse(lost.bothFactorsLostUntil))).toBeUndefined()
  })

  test('gives, of several reasons, the one to act upon first', () => {
    const lost = { bothFactorsLostUntil: '2026-11-21T09:30:00Z', remaining: 0 }
    const all = { ...lost, passwordChangeRequired: true }
    expect(whyNoReissue(voter({ ...all, open: false }), at)).toContain('closes depuis')
    expect(whyNoReissue(voter(all), at)).toContain('vous devez créer un nouveau mot de passe')
    expect(whyNoReissue(voter(lost), at)).toContain("est fermée jusqu'au")
  })

  test('counts the requests left in French', () => {
    expect(remainingSentence(1)).toBe('Il vous reste 1 demande.')
    expect(remainingSentence(2)).toBe('Il vous reste 2 demandes.')
  })
})

describe('what the voter reads of a request', () => {
  /** A request that went through these states, a minute each, up to now. */
  const reissue = (states: Reissue['state'][], more: Partial<Reissue> = {}): Reissue => ({
    id: 'r1',
    state: states[states.length - 1] ?? 'accepted',
    maskedPhone: '•• •• •• •• 78',
    requestedAt: minutesFromNow(-states.length),
    expectedAt: minutesFromNow(3),
    history: states.map((state, index) => ({ state, at: minutesFromNow(index - states.length) })),
    ...more,
  })
  const minutesFromNow = (minutes: number) => new Date(at + minutes * 60_000).toISOString()
  const texts = (about: Reissue, of = voter()) =>
    plain(progressTexts(about, of, at).join(' ')) ?? ''
  const spent = voter({ remaining: 0 })

  const onTheWay: Reissue['state'][] = ['accepted', 'sending']
  const handedOver: Reissue['state'][] = [...onTheWay, 'sent']
  const failures = {
    'invalid-number': /n'existe pas.*Vérifiez-le/,
    'opted-out': /refuse nos SMS.*« STOP ».*un autre numéro/,
    blocked: /bloque ce type de SMS.*un autre numéro/,
    unreachable: /éteint.*ne capte pas.*mémoire est pleine.*Allumez-le/,
    'service-limit': /n'y êtes pour rien.*Réessayez plus tard/,
    unknown: /n'a pas dit pourquoi.*Vérifiez le numéro/,
  } satisfies Record<NonNullable<Reissue['failure']>, RegExp>

  test.each(Object.entries(failures))(
    'tells what to do when it failed for %s',
    (failure, words) => {
      const failed = reissue([...onTheWay, 'failed'], {
        failure: failure as NonNullable<Reissue['failure']>,
      })
      expect(texts(failed)).toMatch(words)
      expect(texts(failed)).toContain("Cette demande n'est pas décomptée.")
      expect(plain(latestReminder(failed, 'Europe/Paris', at))).toMatch(words)
      expect(latestReminder(failed, 'Europe/Paris', at)).toContain('se termine par 78.')
    },
  )

  test('says so when the reason is not known, or has a name that this page does not know', () => {
    expect(texts(reissue([...onTheWay, 'failed']))).toMatch(failures.unknown)
    const newer = reissue([...onTheWay, 'failed'], {
      failure: 'newer' as NonNullable<Reissue['failure']>,
    })
    expect(texts(newer)).toMatch(failures.unknown)
  })

  test('keeps the present identifier when the SMS never left', () => {
    const failed = texts(reissue([...onTheWay, 'failed']))
    expect(failed).toContain('Votre identifiant actuel reste valable.')
    expect(failed).not.toContain("n'est plus valable")
  })

  test('says that the former identifier is void when the SMS had left, and what would be valid', () => {
    const failed = texts(reissue([...handedOver, 'failed']))
    expect(failed).toContain("Votre ancien identifiant n'est plus valable")
    expect(failed).toContain('seule une nouvelle demande vous en donnera un')
    expect(failed).toContain("l'identifiant qu'il contient est valable")
    expect(failed).not.toContain('reste valable')
  })

  test('never advises another request to a voter who can make none', () => {
    const failed = texts(reissue([...handedOver, 'failed'], { failure: 'opted-out' }), spent)
    expect(failed).toContain("contactez l'assistance pour en obtenir un")
    expect(failed).not.toMatch(/nouvelle demande|autre numéro/)
    const overdue = texts(reissue(handedOver, { receiptDueAt: minutesFromNow(-1) }), spent)
    expect(overdue).toContain("contactez l'assistance")
    expect(overdue).not.toContain('autre demande')
    const sent = texts(reissue(handedOver, { receiptDueAt: minutesFromNow(14) }), spent)
    expect(sent).toContain("attendez jusqu'à 13 h 14 avant de contacter l'assistance")
    expect(sent).not.toContain('autre demande')
  })

  test('advises to wait as long as a receipt may come, and calls nothing delivered', () => {
    const sent = reissue(handedOver, { receiptDueAt: minutesFromNow(14) })
    expect(stepName('sent', sent, at)).toBe("Remis à l'opérateur")
    expect(texts(sent)).toContain("attendez jusqu'à 13 h 14")
    expect(texts(sent)).not.toMatch(/accusé|arrivé sur/)
    expect(plain(latestReminder(sent, 'Europe/Paris', at))).toContain("attendez jusqu'à 13 h 14")
  })

  test('says that no receipt came from the very moment it was due, and that one may ask again', () => {
    const sent = reissue(handedOver, { receiptDueAt: minutesFromNow(0) })
    expect(stepName('sent', sent, at - 1)).toBe("Remis à l'opérateur")
    expect(stepName('sent', sent, at)).toBe("Remis à l'opérateur, sans accusé de réception")
    expect(stepName('accepted', sent, at)).toBe('Demande enregistrée')
    expect(texts(sent)).toContain("remis à l'opérateur, sans accusé de réception")
    expect(texts(sent)).toContain('Vous pouvez faire une autre demande : elle est décomptée.')
    expect(latestReminder(sent, 'Europe/Paris', at)).toContain('sans accusé de réception. Une')
  })

  test('forgets the missing receipt once another end is known', () => {
    const due = { receiptDueAt: minutesFromNow(-1) }
    for (const end of ['delivered', 'failed'] as const) {
      const ended = reissue([...handedOver, end], due)
      expect(stepName('sent', ended, at)).toBe("Remis à l'opérateur")
      expect(stepName(end, ended, at)).not.toContain('accusé')
      expect(texts(ended)).not.toContain('accusé')
    }
  })

  test('says that the SMS arrived only when a receipt says so', () => {
    expect(texts(reissue([...handedOver, 'delivered']))).toContain('est arrivé sur votre téléphone')
  })

  test('is late only beyond the time expected now, and while under way', () => {
    const overdue = { expectedAt: minutesFromNow(-1) }
    expect(isLate(reissue(onTheWay, overdue), at)).toBe(true)
    expect(texts(reissue(onTheWay, overdue))).toContain('plus de temps que prévu')
    expect(isLate(reissue(onTheWay, { expectedAt: minutesFromNow(600) }), at)).toBe(false)
    expect(isLate(reissue(handedOver, overdue), at)).toBe(false)
  })

  test('sends who cancelled to the password first, until it is changed', () => {
    const cancelled = reissue(['accepted', 'cancelled'])
    const first = "Créez d'abord un nouveau mot de passe"
    expect(texts(cancelled, voter({ passwordChangeRequired: true }))).toContain(first)
    expect(texts(cancelled)).not.toContain(first)
    expect(texts(cancelled)).toContain('aucun SMS')
  })

  test('warns in the form that another request voids an SMS that left, and of nothing else', () => {
    for (const states of [handedOver, [...handedOver, 'delivered' as const]])
      expect(latestReminder(reissue(states), 'Europe/Paris', at)).toContain(
        "l'identifiant de ce SMS ne sera plus valable",
      )
    expect(latestReminder(reissue(['accepted', 'cancelled']), 'Europe/Paris', at)).toBeUndefined()
  })
})

describe("the e-mail's link", () => {
  const reissueId = '0b8e9f6a-3c1d-4e2f-8a9b-0c1d2e3f4a5b'
  const token = `${'aB3_-'.repeat(8)}xyz`
  const link = `#${reissueId}.${token}`

  test('is read into the request and the proof', () => {
    expect(readCancelLink(link)).toEqual({ reissueId, token })
  })

  test.each([
    '',
    '#',
    '#contenu',
    `#${reissueId}`,
    `#.${token}`,
    `#${reissueId}.`,
    `#${reissueId}.${token.slice(1)}`,
    `${link}x`,
    `#${reissueId}.${token.slice(1)}=`,
    `#x${reissueId}.${token}`,
    `#contenu${link}`,
    `#../../session?${reissueId.slice(14)}.${token}`,
  ])('is not guessed from %j', (hash) => {
    expect(readCancelLink(hash)).toBeUndefined()
  })

  test('still works when the page is loaded again, though the address no longer holds it', () => {
    stubTab()
    openCancelLink(link)
    expect(openCancelLink('')).toEqual({ reissueId, token })
    expect(openCancelLink('#contenu')).toEqual({ reissueId, token })
  })

  test('is forgotten once it was used: what is left is how it ended', () => {
    const items = stubTab()
    openCancelLink(link)
    keepOutcome('too-late')
    expect(openCancelLink('')).toBe('too-late')
    expect([...items.values()].join()).not.toContain(token)
  })

  test('never stands for another one: a cut link is no link, even after a whole one', () => {
    stubTab()
    openCancelLink(link)
    expect(openCancelLink(link.slice(0, -1))).toBeUndefined()
    expect(openCancelLink('')).toBeUndefined()
  })

  test('opens anew after another request was cancelled in the same tab', () => {
    stubTab()
    keepOutcome('cancelled')
    expect(openCancelLink(link)).toEqual({ reissueId, token })
  })

  test('works once in a browser that refuses storage', () => {
    vi.stubGlobal('sessionStorage', undefined)
    expect(openCancelLink(link)).toEqual({ reissueId, token })
    expect(openCancelLink('')).toBeUndefined()
  })
})

test('knows the contrast of a colour with white, as WCAG defines it', () => {
  expect(contrastWithWhite('#000000')).toBeCloseTo(21)
  expect(contrastWithWhite('#FFFFFF')).toBeCloseTo(1)
  expect(contrastWithWhite('#767676')).toBeCloseTo(4.54, 2)
})

test('shows the forms of phone numbers of the territories that the election accepts, and no other', () => {
  expect(phoneFormatsOf(['FR', 'MF']).map(({ place }) => place)).toEqual([
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
    expect(hasDraft()).toBe(true)
    expect(takeDraft('camille@academie.example')).toEqual(draft)
    expect(hasDraft()).toBe(false)
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
    expect(hasDraft()).toBe(false)
    expect(takeDraft('camille@academie.example')).toBeUndefined()
  })
})

/** A browser's tab as a Map. */
function stubTab(): Map<string, string> {
  const items = new Map<string, string>()
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => items.set(key, value),
  })
  return items
}
