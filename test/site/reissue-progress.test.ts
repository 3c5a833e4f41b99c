import { describe, expect, test } from 'vitest'
import type { Reissue } from '../../shared/contract/reissue.ts'
import type { Voter } from '../../shared/contract/voter.ts'
import { latestReminder } from '../../shared/texts/reissue/latest-reminder.ts'
import { missingSmsAction } from '../../shared/texts/reissue/missing-sms.ts'
import { alreadyAskedText } from '../../shared/texts/reissue/reissue-availability.ts'
import * as said from '../../shared/texts/reissue/reissue-progress.ts'
import { changesOf, situationOf } from '../../site/scripts/reissue/reissue-state.ts'
import { signedInVoter as voter } from '../builders/signed-in-voter.ts'
import { plain } from '../texts/plain.ts'

const at = Date.parse('2026-11-20T12:00:00Z')

describe('what the voter reads of a request', () => {
  /** A request that reached one state a minute. */
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
  /** The voter's only identifier is that of the SMS, once it has left. */
  const situation = (about: Reissue, of = voter(), now = at) => {
    const left = about.history.find(({ state }) => state === 'sent')
    const isLost = about.state === 'failed' && !about.usedAt
    const bySms = isLost ? { from: 'nowhere' as const } : { from: 'sms' as const, sentAt: left?.at }
    const seen = left ? { ...of, identifier: bySms as Voter['identifier'] } : of
    return { ...situationOf(about, seen, now), localZone: of.election.timeZone }
  }
  const texts = (about: Reissue, of = voter(), now = at) => {
    const status = said.statusOf(situation(about, of, now))
    const { confirmation, lead, times, texts, action, more } = status
    return plain(
      [
        confirmation,
        lead.label,
        lead.value,
        ...times,
        ...texts,
        action.text,
        action.link?.label,
        ...more,
      ].join(' '),
    )
  }
  const reminder = (about: Reissue) => plain(latestReminder(situation(about)))
  const steps = (about: Reissue) =>
    said.statusOf(situation(about)).steps.map(({ name }) => plain(name))
  const spent = voter({ remaining: 0 })

  const onTheWay: Reissue['state'][] = ['accepted', 'sending']
  const handedOver: Reissue['state'][] = [...onTheWay, 'sent']
  const failures = {
    'invalid-number': /n'existe pas.*Vérifiez-le/,
    'opted-out': /refuse nos SMS.*« STOP ».*un autre numéro/,
    blocked: /bloque ce type de SMS.*un autre numéro/,
    unreachable: /éteint.*hors réseau.*mémoire est pleine.*Allumez-le/,
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
      expect(texts(failed)).toContain('Il vous reste 2 demandes.')
      expect(reminder(failed)).toContain('se terminant par 78')
      expect(/vérifiez-le/.test(String(reminder(failed)))).toBe(failure !== 'service-limit')
    },
  )

  test('says so when the reason is not known, or has a name that this page does not know', () => {
    expect(texts(reissue([...onTheWay, 'failed']))).toMatch(failures.unknown)
    const newer = reissue([...onTheWay, 'failed'], {
      failure: 'newer' as NonNullable<Reissue['failure']>,
    })
    expect(texts(newer)).toMatch(failures.unknown)
  })

  test('does not say that an SMS left which could not, nor that it could not when it did', () => {
    const failure = { failure: 'service-limit' as const }
    expect(steps(reissue([...onTheWay, 'failed'], failure)).at(-1)).toBe("Échec de l'envoi")
    const refused = reissue([...handedOver, 'failed'], failure)
    expect(steps(refused).at(-1)).toBe('Échec de la remise')
    expect(texts(refused)).not.toMatch(/pu partir|non envoyé/)
  })

  test('leads to the booth as soon as the SMS left, before any receipt', () => {
    const sent = reissue(handedOver, { receiptDueAt: minutesFromNow(14) })
    expect(said.statusOf(situation(sent)).action.link?.href).toBe('/vote/')
  })

  test('says in the words of 2018 that it is accepted, and then what is true now', () => {
    const accepted = 'Votre demande a été correctement prise en compte.'
    expect(texts(reissue(['accepted']))).toContain(
      `${accepted} SMS attendu vers 13 h 03 dans 3 minutes Un SMS va vous être envoyé, vous le recevrez dans quelques minutes.`,
    )
    expect(texts(reissue(handedOver, { receiptDueAt: minutesFromNow(14) }))).toContain(
      `${accepted} SMS envoyé à 12 h 59 Un SMS vous a été envoyé, vous le recevrez dans quelques minutes.`,
    )
    const tomorrow = reissue(onTheWay, { expectedAt: '2026-11-21T09:00:00Z' })
    expect(texts(tomorrow)).toContain('SMS attendu le samedi 21 novembre vers 10 h')
  })

  test('says that no receipt came from the very moment it was due, unless another end is known', () => {
    const sent = reissue(handedOver, { receiptDueAt: minutesFromNow(0) })
    const unknown = "Nous ne savons pas s'il est arrivé."
    expect(texts(sent, voter(), at - 1)).not.toContain(unknown)
    expect(texts(sent)).toContain(unknown)
    expect(reminder(sent)).toContain("Nous ne savons pas s'il est arrivé. Une")
    for (const end of ['delivered', 'failed'] as const) {
      const ended = reissue([...handedOver, end], { receiptDueAt: minutesFromNow(-1) })
      expect(texts(ended)).not.toContain(unknown)
    }
  })

  test('tells of a receipt that the operator took the SMS, and of its use that it arrived', () => {
    const delivered = reissue([...handedOver, 'delivered'])
    expect(steps(delivered).at(-1)).toBe("Remise à l'opérateur")
    const used = { ...reissue([...handedOver, 'failed']), usedAt: minutesFromNow(-0.5) }
    expect(steps(used)).toEqual([
      'Demande enregistrée',
      "Préparation de l'envoi",
      'Départ du SMS',
      "Entrée dans l'espace de vote",
    ])
    expect(texts(used)).toContain('Nouvel identifiant utilisé à 12 h 59 Vous avez bien reçu')
  })

  test('asks who misses the SMS to wait while it may come, then to ask again, or to call', () => {
    const missing = (about: Reissue, of = voter()) => missingSmsAction(situation(about, of, at))
    const awaited = reissue(handedOver, { receiptDueAt: minutesFromNow(14) })
    expect(plain(missing(awaited).text)).toContain("attendez jusqu'à 13 h 14")
    expect(plain(missing(awaited, spent).text)).toContain("avant de contacter l'assistance")
    const taken = reissue([...handedOver, 'delivered'])
    expect(missing(taken)).toMatchObject({
      does: 'ask',
      text: expect.stringContaining('décomptée'),
    })
    expect(missing(taken, spent).does).toBe('call')
    expect(missing(reissue(onTheWay, { expectedAt: minutesFromNow(-59) })).does).toBe('wait')
    expect(missing(reissue(onTheWay, { expectedAt: minutesFromNow(-61) })).does).toBe('call')
  })

  test('is due at its expected time, or five minutes after it left if that is sooner', () => {
    const isDue = (about: Reissue, now = at) => situation(about, voter(), now).isDue
    const promised = { expectedAt: minutesFromNow(600) }
    expect(isDue(reissue(onTheWay, { expectedAt: minutesFromNow(0) }))).toBe(true)
    expect(isDue(reissue(onTheWay, { expectedAt: minutesFromNow(0) }), at - 1)).toBe(false)
    expect(isDue(reissue(onTheWay, promised))).toBe(false)
    expect(isDue(reissue(handedOver, promised), at + 240_000)).toBe(true)
    expect(isDue(reissue(handedOver, promised), at + 239_999)).toBe(false)
  })

  test('sends who cancelled to the password first, until it is changed', () => {
    const cancelled = reissue(['accepted', 'cancelled'])
    const first = 'Créer un nouveau mot de passe'
    expect(texts(cancelled, voter({ passwordChangeRequired: true }))).toContain(first)
    expect(texts(cancelled)).not.toContain(first)
    expect(texts(cancelled)).toContain('Aucun SMS')
  })

  test('warns in the form that another request voids an SMS that left, and of nothing else', () => {
    for (const states of [handedOver, [...handedOver, 'delivered' as const]])
      expect(reminder(reissue(states))).toContain("l'identifiant de ce SMS ne fonctionnera plus")
    expect(reminder(reissue(['accepted', 'cancelled']))).toBeUndefined()
  })

  test('says in the form, as the request does, whether an SMS that failed had left', () => {
    const refused = reissue([...onTheWay, 'failed'], { failure: 'blocked' })
    expect(texts(refused)).toContain("n'a pas pu partir")
    expect(reminder(refused)).toContain("n'a pas pu être envoyé")
    expect(reminder(reissue([...handedOver, 'failed']))).toContain("n'a pas pu être remis")
  })

  test('names a step alike before it and after it, so that only the times change', () => {
    const ahead = steps(reissue(['accepted']))
    expect(steps(reissue(handedOver))).toEqual(ahead)
  })

  test('counts the minutes down, and tells the time of a voter overseas too', () => {
    const awaited = { ...situation(reissue(['accepted'])), localZone: 'Pacific/Noumea' }
    const timesAt = (seconds: number) =>
      said.statusOf({ ...awaited, now: new Date(at + seconds * 1000) }).times.map(plain)
    expect(timesAt(0)).toEqual(['dans 3 minutes', '23 h 03 à Nouméa'])
    expect(timesAt(59)).toEqual(['dans 3 minutes', '23 h 03 à Nouméa'])
    expect(timesAt(60)).toEqual(['dans 2 minutes', '23 h 03 à Nouméa'])
    expect(timesAt(120)).toEqual(['dans 1 minute', '23 h 03 à Nouméa'])
    const changes = changesOf({
      ...voter(),
      reissue: { ...voter().reissue, latest: reissue(['accepted']) },
    })
    expect(changes).toEqual(expect.arrayContaining([at + 60_000, at + 120_000]))
  })

  test('shows where things stand in a browser that names no zone, or one that it does not know', () => {
    for (const localZone of [undefined as unknown as string, 'Etc/Unknown']) {
      const awaited = { ...situation(reissue(['accepted'])), localZone }
      expect(said.statusOf(awaited).times[0]).toBe(plain('dans 3 minutes'))
    }
  })

  test('says to whom the form sent back whether the request there is still under way', () => {
    expect(alreadyAskedText(true)).toContain('est déjà en cours')
    expect(alreadyAskedText(false)).toContain('a déjà été faite')
  })
})
