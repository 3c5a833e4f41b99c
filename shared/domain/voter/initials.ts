import type { Voter } from './voter.ts'

/** First letters, of the first part of each name: `Jean-Luc Le Goff` → `JL`. */
export function initialsOf(voter: Pick<Voter, 'firstName' | 'lastName'>): string {
  return [voter.firstName, voter.lastName]
    .map((name) => [...name.normalize('NFC').trim()][0]?.toLocaleUpperCase('fr') ?? '')
    .join('')
}
