import electionFile from '../../election.json' with { type: 'json' }
import { parseElection } from '../../shared/domain/election/parse-election.ts'
import type { MailContent } from '../../shared/texts/mail/mail-layout.ts'
import type { Letterhead } from '../../shared/texts/reissue/reissue-mails.ts'

export const election: Letterhead = parseElection(electionFile)
export const siteUrl = 'https://vote.example.org'
export const passwordPage = `${siteUrl}/mot-de-passe/`
export const asked = new Date('2026-11-30T23:05:00Z')
export const later = new Date('2026-11-30T23:58:00Z')
export const nextDay = new Date('2026-12-01T23:58:00Z')
export const clocks = {
  asked: ['mardi 1er décembre à 0 h 05', 'lundi 30 novembre à 20 h 05'],
  later: ['mardi 1er décembre à 0 h 58', 'lundi 30 novembre à 20 h 58'],
  nextDay: ['mercredi 2 décembre à 0 h 58', 'mardi 1er décembre à 20 h 58'],
  aboutNextDay: ['mercredi 2 décembre vers 0 h 58', 'mardi 1er décembre vers 20 h 58'],
}

interface Voter {
  firstName?: string
  maskedPhone?: string
}

export interface Case {
  write: (letterhead: Letterhead, voter: Voter) => MailContent
  moments?: (keyof typeof clocks)[]
  asks?: string
  action?: { label: string; link: string }
  secondary?: { label: string; link: string }
}

export const zoe = { firstName: 'Zoé', siteUrl }

export const to =
  <Details>(
    mail: (letterhead: Letterhead, details: Details) => MailContent,
    details: Omit<Details, keyof typeof zoe>,
  ): Case['write'] =>
  (letterhead, voter) =>
    mail(letterhead, { ...zoe, ...details, ...voter } as Details)
