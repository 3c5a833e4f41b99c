import { describe, expect, test } from 'vitest'
import type { Reissue } from '../../shared/contract/reissue.ts'
import type { Voter } from '../../shared/contract/voter.ts'
import { latestReminder, missingSmsAction } from '../../shared/texts/reissue/another-request.ts'
import { statusOf } from '../../shared/texts/reissue/reissue-progress.ts'
import { situationOf } from '../../site/scripts/reissue/reissue-state.ts'
import { signedInVoter as voter } from '../builders/signed-in-voter.ts'
import { plain } from '../texts/plain.ts'

const at = Date.parse('2026-11-20T12:00:00Z')
const minutesFromNow = (minutes: number) => new Date(at + minutes * 60_000).toISOString()

const reissue = (states: Reissue['state'][], more: Partial<Reissue> = {}): Reissue => ({
  id: 'r1',
  state: states[states.length - 1] ?? 'accepted',
  maskedPhone: '•• •• •• •• 78',
  requestedAt: minutesFromNow(-states.length),
  expectedAt: minutesFromNow(3),
  history: states.map((state, index) => ({ state, at: minutesFromNow(index - states.length) })),
  ...more,
})

function situation(about: Reissue, of = voter(), now = at) {
  const left = about.history.find(({ state }) => state === 'sent')
  const isLost = about.state === 'failed' && !about.usedAt
  const bySms = isLost ? { from: 'nowhere' as const } : { from: 'sms' as const, sentAt: left?.at }
  const seen = left ? { ...of, identifier: bySms as Voter['identifier'] } : of
  return { ...situationOf(about, seen, now), localZone: of.election.timeZone }
}

function textOf(about: Reissue, of = voter(), now = at): string {
  const { confirmation, lead, times, texts, action, notes } = statusOf(situation(about, of, now))
  const inAction = [action.text, action.link?.label]
  return plain(
    [confirmation, lead.label, lead.value, ...times, ...texts, ...inAction, ...notes].join(' '),
  )
}

const reminder = (about: Reissue) => plain(latestReminder(situation(about))) ?? ''
const steps = (about: Reissue) => statusOf(situation(about)).steps.map(({ name }) => plain(name))
const missing = (about: Reissue, of = voter()) => missingSmsAction(situation(about, of))

const onTheWay: Reissue['state'][] = ['accepted', 'sending']
const handedOver: Reissue['state'][] = [...onTheWay, 'sent']
const taken = reissue([...handedOver, 'delivered'])
const awaited = reissue(handedOver, { receiptDueAt: minutesFromNow(14) })
const cancelled = reissue(['accepted', 'cancelled'])
const tomorrow = reissue(onTheWay, { expectedAt: '2026-11-21T09:00:00Z' })
const used = { ...reissue([...handedOver, 'failed']), usedAt: minutesFromNow(-0.5) }
const accepted = 'Votre demande a été correctement prise en compte.'
const newPassword = 'Créer un nouveau mot de passe'

describe('the text about a request', () => {
  test('confirms the request in the words of 2018, and stays true after the hand-over', () => {
    expect(textOf(reissue(['accepted']))).toContain(
      `${accepted} SMS attendu vers 13 h 03 dans 3 minutes Un SMS va vous être envoyé, vous le recevrez dans quelques minutes.`,
    )
    expect(textOf(awaited)).toContain(
      `${accepted} SMS envoyé à 12 h 59 Un SMS vous a été envoyé, vous le recevrez dans quelques minutes.`,
    )
    expect(textOf(tomorrow)).toContain('SMS attendu le samedi 21 novembre vers 10 h')
    expect(textOf(used)).toContain('Nouvel identifiant utilisé à 12 h 59 Vous avez bien reçu')
  })

  test('says until when to wait for a receipt, and what to do then', () => {
    expect(plain(missing(awaited).text)).toContain("attendez jusqu'à 13 h 14")
    const withoutRequest = missing(awaited, voter({ remaining: 0 }))
    expect(plain(withoutRequest.text)).toContain("avant de contacter l'assistance")
  })

  test('says in the form what another request voids, and the outcome of the last one', () => {
    const failed = (states: Reissue['state'][]) => reminder(reissue([...states, 'failed']))
    for (const last of [awaited, taken])
      expect(reminder(last)).toContain("l'identifiant de ce SMS ne fonctionnera plus")
    expect(failed(onTheWay)).toContain("n'a pas pu être envoyé")
    expect(failed(handedOver)).toContain("n'a pas pu être remis")
  })

  test('asks for a new password after a cancellation until there is one', () => {
    const mustRenew = textOf(cancelled, voter({ passwordChangeRequired: true }))
    expect(mustRenew).toContain(newPassword)
    expect(textOf(cancelled)).toContain('Aucun SMS')
    expect(textOf(cancelled)).not.toContain(newPassword)
    expect(latestReminder(situation(cancelled))).toBeUndefined()
  })

  test.each([
    ['unknown', /n'a pas dit pourquoi.*Vérifiez le numéro/],
    ['that this page does not know', /n'a pas dit pourquoi.*Vérifiez le numéro/],
    [undefined, /n'a pas dit pourquoi.*Vérifiez le numéro/],
    ['service-limit', /Le vote a fermé avant la fin de son envoi.*n'y êtes pour rien/],
    ['unreachable', /éteint.*hors réseau.*mémoire est pleine.*Allumez le téléphone/],
  ])('says what to do after the failure %s', (failure, words) => {
    const failed = reissue([...onTheWay, 'failed'], {
      failure: failure as NonNullable<Reissue['failure']>,
    })
    expect(textOf(failed)).toMatch(words)
    expect(reminder(failed)).toContain('se terminant par 78')
    expect(/vérifiez-le/.test(reminder(failed))).toBe(failure !== 'service-limit')
  })

  test('says from the due time on that no receipt came', () => {
    const sent = reissue(handedOver, { receiptDueAt: minutesFromNow(0) })
    const unknown = "Nous ne savons pas s'il est arrivé."
    expect(textOf(sent, voter(), at - 1)).not.toContain(unknown)
    expect(textOf(sent)).toContain(unknown)
    expect(reminder(sent)).toContain(`${unknown} Une`)
    for (const end of ['delivered', 'failed'] as const) {
      const ended = reissue([...handedOver, end], { receiptDueAt: minutesFromNow(-1) })
      expect(textOf(ended)).not.toContain(unknown)
    }
  })

  test('names each step alike before and after it, by what really happened', () => {
    const sent = ['Demande enregistrée', "Préparation de l'envoi", 'Départ du SMS']
    for (const states of [['accepted'], handedOver] as const)
      expect(steps(reissue([...states]))).toEqual(sent)
    expect(steps(used)).toEqual([...sent, "Entrée dans l'espace de vote"])
    expect(steps(taken).at(-1)).toBe("Remise à l'opérateur")
    const limit = { failure: 'service-limit' as const }
    const refused = reissue([...handedOver, 'failed'], limit)
    expect(steps(refused).at(-1)).toBe('Échec de la remise')
    expect(textOf(refused)).not.toMatch(/pu partir|non envoyé/)
    expect(steps(reissue([...onTheWay, 'failed'], limit)).at(-1)).toBe("Échec de l'envoi")
  })

  test('leads to the booth once the SMS left; a voter who misses it waits, asks again or calls', () => {
    expect(statusOf(situation(awaited)).action.link?.href).toBe('/vote/')
    expect(missing(taken).text).toContain('décomptée')
    expect(missing(taken).link?.href).toBe('/identifiant/')
    expect(missing(taken, voter({ remaining: 0 })).link?.href).toMatch(/^tel:/)
    const dueFor = (minutes: number) => reissue(onTheWay, { expectedAt: minutesFromNow(-minutes) })
    expect([59, 61].map((minutes) => missing(dueFor(minutes)).link?.href.slice(0, 4))).toEqual([
      undefined,
      'tel:',
    ])
  })

  test('calls an SMS due at its expected time, or five minutes after it left', () => {
    const isDue = (about: Reissue, now = at) => situation(about, voter(), now).isDue
    const now = reissue(onTheWay, { expectedAt: minutesFromNow(0) })
    expect([at - 1, at].map((time) => isDue(now, time))).toEqual([false, true])
    expect(isDue(tomorrow)).toBe(false)
    const left = reissue(handedOver, { expectedAt: minutesFromNow(600) })
    expect([239_999, 240_000].map((ms) => isDue(left, at + ms))).toEqual([false, true])
  })

  test('counts the minutes down, and adds the local time overseas', () => {
    const overseas = { ...situation(reissue(['accepted'])), localZone: 'Pacific/Noumea' }
    const timesAt = (seconds: number) =>
      statusOf({ ...overseas, now: new Date(at + seconds * 1000) }).times.map(plain)
    for (const [seconds, left] of [
      [0, 'dans 3 minutes'],
      [59, 'dans 3 minutes'],
      [60, 'dans 2 minutes'],
      [120, 'dans 1 minute'],
    ] as const)
      expect(timesAt(seconds)).toEqual([left, '23 h 03 à Nouméa'])
    for (const localZone of [undefined as unknown as string, 'Etc/Unknown'])
      expect(plain(statusOf({ ...overseas, localZone }).times[0])).toBe('dans 3 minutes')
  })
})
