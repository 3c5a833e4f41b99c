import { describe, expect, it } from 'vitest'
import { parseElection } from '../../shared/domain/election/parse-election.ts'
import { warningsOf } from '../../team/election/warnings.ts'
import { validElectionFile, validStaff } from '../builders/election-files.ts'

const now = new Date('2026-09-01T08:00:00Z')

const calm = {
  ...validElectionFile,
  senderId: 'RECTORAT',
  dates: {
    contestUntil: '2026-12-15T17:00',
    reissueOpensAt: '2026-11-20T10:00',
    reissueClosesAt: '2026-12-10T17:00',
    voteOpensAt: '2026-12-03T10:00',
    voteClosesAt: '2026-12-10T17:00',
  },
  mail: { from: 'vote@elections.test' },
  alarms: { email: 'equipe@elections.test' },
  mailsPerDay: 2_500_000,
  ledger: { recipients: ['bureau@elections.test'] },
  staff: validStaff,
  helpdesk: { phone: '01 02', email: 'aide@elections.test', hours: 'tous les jours' },
}

const withDates = (dates: Partial<typeof calm.dates>) => ({
  dates: { ...calm.dates, ...dates },
})

function warningsWith(changes: object, at = now): string[] {
  return warningsOf(parseElection({ ...calm, ...changes }), at)
}

const containing = (words: string) =>
  words === '' ? [] : words.split(' / ').map((part) => expect.stringContaining(part))

describe('npm run election -- check warns', () => {
  it.each<[string, object]>([
    ['tombe un dimanche', withDates({ voteOpensAt: '2026-12-06T10:00' })],
    [
      'tombe un samedi / ferment avant la fin du vote :',
      withDates({ voteOpensAt: '2026-12-08T10:00', voteClosesAt: '2026-12-12T17:00' }),
    ],
    ["plus de 8 jours / n'ouvrent qu'après", withDates({ voteOpensAt: '2026-11-11T10:00' })],
    ['Ouverture du vote : cette date est la nuit', withDates({ voteOpensAt: '2026-12-03T00:00' })],
    [
      'Fermeture du vote : cette date est la nuit / ferment avant la fin du vote :',
      withDates({ voteClosesAt: '2026-12-10T22:00' }),
    ],
    [
      'moins de 24 heures / dure autant que le vote',
      withDates({ voteOpensAt: '2026-12-09T17:01' }),
    ],
    ["n'ouvrent qu'après l'ouverture du vote", withDates({ reissueOpensAt: '2026-12-03T10:01' })],
    ['ferment après le vote', withDates({ reissueClosesAt: '2026-12-10T17:01' })],
    ['ferment avant la fin du vote :', withDates({ reissueClosesAt: '2026-12-10T16:59' })],
    ['ferment avant que le vote ouvre', withDates({ reissueClosesAt: '2026-12-03T10:00' })],
    ['dure autant que le vote', { bothLostHours: 175 }],
    ['court pour annuler', { smsDelaySeconds: 29 }],
    ["en moins d'une heure", { smsDailyCap: 35_999 }],
    ["demandez à AWS d'en accorder 11", { smsPerSecond: 11 }],
    ["c'est environ 12 SMS", { smsMonthlySpendUsd: 1 }],
    ["ELECTIONPRO n'est fait que de mots généraux", { senderId: 'ELECTIONPRO' }],
    ["Vote2026 n'est fait que de mots généraux", { senderId: 'Vote2026' }],
    [
      "AWS ne dit pas s'il envoie des SMS sous un nom d'expéditeur vers WF",
      { territories: ['FR', 'WF'] },
    ],
    ['Un SMS à plus de 0,07 USD ne part pas', { smsMaxPriceUsd: 0.07 }],
    ['Personne ne reçoit les alarmes', { alarms: undefined }],
    ["Rien n'arrête une adresse", { site: { ...calm.site, firewall: false } }],
    ['ne dit pas où déposer les bulletins', { site: { ...calm.site, votingUrl: undefined } }],
    ["ne dit pas combien d'e-mails", { mailsPerDay: undefined }],
    ['ne dit pas combien de fonctions', { lambdaConcurrency: undefined }],
    ['ne laisse tourner que 499 fonctions', { lambdaConcurrency: 499 }],
    [
      'ceux que « roles » ne donne à personne',
      { protection: { customerManagedKey: true }, roles: {} },
    ],
    ["Sans piste d'audit", { auditTrail: false }],
    ["Le journal n'est verrouillé que pendant 1 jour", { ledger: { ...calm.ledger, lockDays: 1 } }],
    ['Personne ne reçoit les têtes', { ledger: {} }],
    ['Personne ne pourra aider', { staff: undefined }],
    ["helpdesk.phone n'est pas un numéro", { helpdesk: { ...calm.helpdesk, phone: '0' } }],
    ["mail.from est une adresse d'exemple", { mail: { from: 'a@b.example.org' } }],
    ["le numéro de l'exemple", { helpdesk: { ...calm.helpdesk, phone: '+33 1 23 45 67 89' } }],
    ['Les notices ne pourront pas être imprimées', { title: 'Élections 🗳 2026' }],
    ['le même titre : CSA', { ballots: ['a', 'b'].map((id) => ({ id, title: 'CSA' })) }],
  ])('of this and of nothing else: %s', (words, changes) => {
    expect(warningsWith(changes)).toEqual(containing(words))
  })

  it.each([
    ['ouvre dans 14 jours seulement', '2026-11-19T09:00:01Z'],
    ['', '2026-11-19T08:59:59Z'],
    [
      'Ouverture des demandes : cette date est déjà passée / Ouverture du vote : cette date',
      '2026-12-03T09:00:00Z',
    ],
    ["Vérifiez l'année", '2025-12-02T08:00:00Z'],
  ])('of « %s » and of nothing else, at %s', (words, at) => {
    expect(warningsWith({}, new Date(at))).toEqual(containing(words))
  })

  it('by the clock of the election, not by that of the machine', () => {
    const noumea = { timeZone: 'Pacific/Noumea', ...withDates({ voteOpensAt: '2026-12-07T08:00' }) }
    expect(warningsWith(noumea)).toEqual([])
  })
})
