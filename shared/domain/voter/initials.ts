import type { Voter } from './voter.ts'

export function initialsOf(voter: Pick<Voter, 'firstName' | 'lastName'>): string {
  return [voter.firstName, voter.lastName]
    .map((name) => [...name.normalize('NFC').trim()][0]?.toLocaleUpperCase('fr') ?? '')
    .join('')
}
