import type { Voter } from '../../shared/contract/voter.ts'

export function signedInVoter(reissue: Partial<Voter['reissue']> = {}): Voter {
  return {
    initials: 'C. D.',
    firstName: 'Camille',
    lastName: 'Durand',
    email: 'camille.durand@academie.example',
    session: { expiresAt: '2026-11-20T12:30:00Z', endsAt: '2026-11-20T20:00:00Z' },
    ballots: [],
    identifier: { from: 'notice' },
    election: {
      title: 'Élections',
      organiser: 'Le Ministère',
      timeZone: 'Europe/Paris',
      contestUntil: '2026-12-11T16:00:00Z',
      voteOpensAt: '2026-11-15T09:00:00Z',
      voteClosesAt: '2026-12-06T16:00:00Z',
    },
    helpdesk: {
      phone: '+33 1 23 45 67 89',
      email: 'aide@elections.example',
      hours: 'de 8 h à 18 h',
    },
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
  }
}
