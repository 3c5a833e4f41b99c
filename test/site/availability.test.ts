import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { remainingText } from '../../shared/texts/reissue/reissue-availability.ts'
import { availabilityText, obstacleText } from '../../site/scripts/reissue/availability.ts'
import { signedInVoter as voter } from '../builders/signed-in-voter.ts'
import { plain } from '../texts/plain.ts'

const at = Date.parse('2026-11-20T12:00:00Z')

describe('the availability of a new identifier', () => {
  test('says when requests open, or since when they are closed', () => {
    const before = voter({ opensAt: '2026-11-21T23:00:00Z' })
    const after = voter({ closesAt: '2026-11-19T16:00:00Z' })
    expect(plain(obstacleText(before, at))).toContain('ouvriront le dimanche 22 novembre à 0 h')
    expect(plain(obstacleText(after, at))).toContain('closes depuis le jeudi 19 novembre à 17 h')
  })

  test("shows the API's sentence once no request is left, or a count if an older API sends none", () => {
    const none = { remaining: 0, noneLeftText: 'Une notice.' }
    expect(obstacleText(voter(none), at)).toBe(none.noneLeftText)
    expect(obstacleText(voter({ remaining: 0 }), at)).toBe('Il vous reste 0 demande.')
  })

  test('says until when a voter who also lost the password needs the helpdesk', () => {
    const lost = { bothFactorsLostUntil: '2026-11-21T09:30:00Z' }
    expect(plain(obstacleText(voter(lost), at))).toBe(
      "Votre mot de passe ou votre inscription a changé récemment. Par sécurité, vous pourrez demander un identifiant à partir du samedi 21 novembre à 10 h 30 (heure de Paris). Si c'est urgent, appelez l'assistance.",
    )
    expect(obstacleText(voter(lost), Date.parse(lost.bothFactorsLostUntil))).toBeUndefined()
  })

  test('says until when a request is useful, in both time zones if they differ', () => {
    const useful = {
      usefulUntil: '2026-11-20T15:57:00Z',
      usefulText: 'Demande utile : à 16 h 57 (heure de Paris). Ensuite, non.',
    }
    const textIn = (zone: string) => {
      vi.stubEnv('TZ', zone)
      onTestFinished(() => void vi.unstubAllEnvs())
      return plain(availabilityText(voter(useful), at))
    }
    const left = 'Il vous reste 2 demandes. Demande utile'
    expect(textIn('Europe/Paris')).toBe(`${left} : à 16 h 57 (heure de Paris). Ensuite, non.`)
    expect(textIn('Pacific/Noumea')).toBe(
      `${left} : à 16 h 57 (heure de Paris, samedi 21 novembre à 2 h 57 à Nouméa). Ensuite, non.`,
    )
  })

  test('counts the requests left in French', () => {
    expect(remainingText(1)).toBe('Il vous reste 1 demande.')
    expect(remainingText(2)).toBe('Il vous reste 2 demandes.')
  })
})
