export interface ElectionMistake {
  /** Names of fields and indexes of lists; empty for the whole file. */
  path: readonly (string | number)[]
  problem: ElectionProblem
  /** In English, for the log of whoever parses a file that was not checked before. */
  message: string
}

export type ElectionProblem =
  | { kind: 'missing' | 'wrong-type' | 'unknown-field' | 'not-accepted' | 'empty' | 'used-twice' }
  | { kind: 'no-such-date' | 'skipped-hour' }
  | { kind: 'too-long'; maximum: number }
  | { kind: 'not-after'; other: string }
  | { kind: 'outside-gsm7'; characters: readonly string[] }
  | { kind: 'longer-than-one-sms'; excess: number }
  | { kind: 'needs' | 'excludes'; others: readonly string[] }
  | { kind: 'outside-zone'; zone: string }
