import { expect, it } from 'vitest'
import { announcementText } from '../../shared/texts/election/announcement.ts'
import { englishAnnouncementText } from '../../shared/texts/english/announcement.ts'
import { plain } from './plain.ts'

const announced = {
  timeZone: 'Europe/Paris',
  now: new Date('2026-12-10T16:10:00Z'),
  reissueClosesAt: new Date('2026-12-10T16:30:00Z'),
  voteClosesAt: new Date('2026-12-10T17:30:00Z'),
}

it('an extension says when requests close, or that they are closed', () => {
  expect(plain(announcementText(announced))).toBe(
    "Le vote est prolongé : il ferme à 18 h 30 (heure de Paris). Les demandes d'un nouvel identifiant ferment à 17 h 30 (heure de Paris). Ces dates remplacent celles de votre notice.",
  )
  const closed = { ...announced, reissueClosesAt: announced.now }
  expect(announcementText(closed)).toContain('Les demandes de nouvel identifiant restent closes.')
  expect(englishAnnouncementText(closed)).toContain('Requests for a new identifier remain closed.')
})
