import { describe, expect, it } from 'vitest'
import { parseElection } from '../../shared/domain/election/parse-election.ts'
import { electionFields } from '../../shared/texts/election/election-fields.ts'
import { summaryText } from '../../team/election/run-check.ts'
import { validElectionFile, validStaff } from '../builders/election-files.ts'

const fullFile = {
  ...validElectionFile,
  smsSignature: 'La Signature',
  mailsPerDay: 1234,
  dates: { ...validElectionFile.dates, appealsUntil: '2027-04-30T00:00' },
  staff: { ...validStaff, domain: 'assistance.elections.example' },
}

const wordsOf = (file: object) => summaryText(parseElection(file)).replace(/[\u00a0\u202f]/g, ' ')

const fields = Object.entries(electionFields).filter(([field]) => field !== '$schema')

describe('an election read back', () => {
  it.each(fields)('names %s, given or not', (_, { label }) => {
    expect(wordsOf(fullFile)).toContain(`  ${label} : `)
    expect(wordsOf({ ...validElectionFile, legal: undefined })).toContain(label)
  })

  it('gives each text and number back as it was written', () => {
    const words = wordsOf(fullFile)
    for (const value of textsIn({ ...fullFile, dates: {}, territories: [] })) {
      expect(words).toContain(value)
    }
  })

  it('names the day of the week and the clock of each date', () => {
    const words = wordsOf({ ...validElectionFile, timeZone: 'America/Cayenne' })
    expect(words).toContain(
      'Ouverture du vote : dimanche 29 novembre 2026 à 10 h, heure de Cayenne',
    )
    expect(words).toContain('Le vote est ouvert pendant 7 jours et 7 heures.')
  })

  it('says units, territories, yes and no in words, and what is not set', () => {
    const words = wordsOf({ ...validElectionFile, alarms: undefined })
    expect(words).toContain('Délai pour annuler avant le SMS : 120 secondes')
    expect(words).toContain('Prix maximal par SMS : 0,2 USD')
    expect(words).toContain('acceptés : France, La Réunion')
    expect(words).toContain('Pare-feu : oui')
    expect(words).toMatch(/Non renseigné : .*Destinataire des alarmes/)
  })

  it('shows the SMS line by line, with its length, and marks a rehearsal', () => {
    expect(wordsOf(fullFile)).toContain('caractères sur 160)\n  Bonjour,\n')
    expect(wordsOf({ ...fullFile, mode: 'rehearsal' })).toMatch(/^RÉPÉTITION/)
  })
})

function textsIn(value: unknown): string[] {
  if (typeof value === 'number') return [new Intl.NumberFormat('fr-FR').format(value)].map(plain)
  if (typeof value === 'string') return [value]
  return Object.values(Object(value)).flatMap(textsIn)
}

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ')
