import { describe, expect, it } from 'vitest'
import { parseElection } from '../../shared/domain/election/election.ts'
import { electionInWords } from '../../shared/texts/election/election-in-words.ts'
import { duration } from '../../shared/texts/moments.ts'
import { validElectionFile, validStaff } from '../builders/election-files.ts'

const wordsOf = (changes: object) =>
  electionInWords(
    parseElection({ ...validElectionFile, ...changes }),
    'Bonjour,\nsigné',
    15,
  ).replace(/[\u00a0\u202f]/g, ' ')

describe('an election read back', () => {
  it('names the day of the week and the clock of each date', () => {
    const words = wordsOf({ timeZone: 'America/Cayenne' })
    expect(words).toContain('ouvrent samedi 14 novembre 2026 à 0 h, heure de Cayenne.')
    expect(words).toContain('ferment dimanche 6 décembre 2026 à 17 h, heure de Cayenne')
    expect(words).toContain("jusqu'au vendredi 11 décembre 2026 à 17 h, heure de Cayenne.")
  })

  it('shows the SMS line by line, with its length', () => {
    expect(wordsOf({})).toContain('(15 caractères sur 160)\n  Bonjour,\n  signé\n')
  })

  it.each([
    [0, "n'a pas le temps d'annuler"],
    [45, 'part 45 secondes après'],
    [120, 'part 2 minutes après'],
    [90, 'part 1 minute et 30 secondes après'],
  ])('says of a delay of %i seconds: %s', (smsDelaySeconds, words) => {
    expect(wordsOf({ smsDelaySeconds })).toContain(words)
  })

  it('says what is left to AWS, or reaches nobody', () => {
    const words = wordsOf({ smsMonthlySpendUsd: undefined, alarms: undefined })
    expect(words).toContain("reste ce qu'il est")
    expect(words).toContain('Les alarmes ne vont à personne.')
  })

  it('says what is made beside the service, and what is kept how', () => {
    expect(wordsOf({})).toContain(
      'Les tables sont aussi copiées chaque nuit, et chaque copie gardée 90 jours.',
    )
    expect(wordsOf({})).toContain('Les clés ont une copie dans la région eu-west-1.')
    const bare = wordsOf({ name: undefined, protection: undefined })
    expect(bare).toContain("Cette élection s'appelle « reassort »")
    expect(bare).toContain("Les tables n'ont que leur sauvegarde continue.")
    expect(bare).toContain("Les clés ne sont que dans la région de l'élection.")
  })

  it('says where the site is and what protects it', () => {
    expect(wordsOf({})).toContain(
      'Adresse du site : https://vote.elections.example/\n  Un pare-feu',
    )
    const bare = wordsOf({ site: { brandColour: '#1d4e89' } })
    expect(bare).toContain('en cloudfront.net\n  Aucun pare-feu')
  })

  it('says how many notices staff print beyond the requests', () => {
    const beyond = (noticesBeyondRequests: number) =>
      wordsOf({ staff: validStaff, limits: { ...validElectionFile.limits, noticesBeyondRequests } })
    expect(beyond(0)).toContain("3 identifiants au plus. Ensuite, l'assistance n'en donne plus.")
    expect(beyond(1)).toContain(
      "3 identifiants au plus. Ensuite, l'assistance peut lui imprimer 1 notice, à deux personnes.",
    )
  })

  it('says how many SMS are sent to one voter', () => {
    expect(wordsOf({})).toContain('10 SMS au plus sont demandés')
  })

  it('names the territories and lists every ballot', () => {
    expect(wordsOf({})).toContain('acceptés : France, La Réunion.')
    expect(wordsOf({})).toContain('2 scrutins\n  Comité social (csa)\n  Commission paritaire (cap)')
  })
})

it.each([
  [0, '0 minute'],
  [86_400_000, '1 jour'],
  [90_060_000, '1 jour, 1 heure et 1 minute'],
  [630_000_000, '7 jours et 7 heures'],
])('%i ms last %s', (milliseconds, words) => {
  expect(duration(milliseconds)).toBe(words)
})
