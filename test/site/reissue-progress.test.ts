import { describe, expect, test } from 'vitest'
import type { Reissue } from '../../shared/contract/reissue.ts'
import * as said from '../../shared/texts/reissue-progress.ts'
import { situationOf } from '../../site/scripts/reissue-state.ts'
import { signedInVoter as voter } from '../builders/signed-in-voter.ts'
import { plain } from '../texts/plain.ts'

const at = Date.parse('2026-11-20T12:00:00Z')

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
    plain(said.progressTexts(situationOf(about, of, at)).join(' '))
  const reminder = (about: Reissue) => plain(said.latestReminder(situationOf(about, voter(), at)))
  const stepName = (step: Reissue['state'], about: Reissue, now: number) =>
    said.stepName(step, situationOf(about, voter(), now))
  const isLate = (about: Reissue) => situationOf(about, voter(), at).isLate
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
      expect(reminder(failed)).toMatch(words)
      expect(reminder(failed)).toContain('se termine par 78.')
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
    expect(reminder(sent)).toContain("attendez jusqu'à 13 h 14")
  })

  test('says that no receipt came from the very moment it was due, and that one may ask again', () => {
    const sent = reissue(handedOver, { receiptDueAt: minutesFromNow(0) })
    expect(stepName('sent', sent, at - 1)).toBe("Remis à l'opérateur")
    expect(stepName('sent', sent, at)).toBe("Remis à l'opérateur, sans accusé de réception")
    expect(stepName('accepted', sent, at)).toBe('Demande enregistrée')
    expect(texts(sent)).toContain("remis à l'opérateur, sans accusé de réception")
    expect(texts(sent)).toContain('Vous pouvez faire une autre demande : elle est décomptée.')
    expect(reminder(sent)).toContain('sans accusé de réception. Une')
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
    expect(isLate(reissue(onTheWay, overdue))).toBe(true)
    expect(texts(reissue(onTheWay, overdue))).toContain('plus de temps que prévu')
    expect(isLate(reissue(onTheWay, { expectedAt: minutesFromNow(600) }))).toBe(false)
    expect(isLate(reissue(handedOver, overdue))).toBe(false)
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
      expect(reminder(reissue(states))).toContain("l'identifiant de ce SMS ne sera plus valable")
    expect(reminder(reissue(['accepted', 'cancelled']))).toBeUndefined()
  })

  test('is expected about a time of today, or at one of another day', () => {
    expect(said.expectedText('à 17 h')).toBe('vers 17 h')
    expect(said.expectedText('le 6 décembre 2026 à 17 h')).toBe('le 6 décembre 2026 à 17 h')
  })

  test('leads to a corrected number after a failure, unless nothing is wrong with it', () => {
    const failed = (failure: NonNullable<Reissue['failure']>) =>
      said.askAgainText(situationOf(reissue(['failed'], { failure }), voter(), at))
    expect(failed('unreachable')).toContain('Corriger le numéro')
    expect(failed('service-limit')).toBe('Refaire la demande')
  })

  test('says to whom the form sent back whether the request there is still under way', () => {
    expect(said.alreadyAskedText(true)).toContain('est déjà en cours')
    expect(said.alreadyAskedText(false)).toContain('a déjà été faite')
  })
})
