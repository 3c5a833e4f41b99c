import type { Voter } from '../../shared/contract/voter.ts'

/** A voter as the pages know them, who can ask for two more identifiers. */
export function signedInVoter(reissue: Partial<Voter['reissue']> = {}): Voter {
  return {
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
  }
}
