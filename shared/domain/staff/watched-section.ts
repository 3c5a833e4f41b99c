import type { Election } from '../election/election.ts'
import type { VoteReading } from './vote-reading.ts'

export interface Section {
  heading: string
  tone: 'usual' | 'wrong'
  lines: string[]
  figures: { figure: string; of: string }[]
  table?: { caption: string; columns: string[]; rows: string[][] } | undefined
  copy?: string | undefined
}

export const section = (heading: string, parts: Partial<Section>): Section => ({
  ...{ heading, tone: 'usual', lines: [], figures: [] },
  ...parts,
})

export interface Place {
  timeZone: string
  now: Date
}

export interface WatchedVote extends Place {
  reading: VoteReading | undefined
  dates: Pick<Election['dates'], 'reissueOpensAt' | 'reissueClosesAt'>
  isSuspended: boolean
}
