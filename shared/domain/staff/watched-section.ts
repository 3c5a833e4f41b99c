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

/** One of which nothing is wrong, with what is given. */
export const section = (heading: string, parts: Partial<Section>): Section => ({
  ...{ heading, tone: 'usual', lines: [], figures: [] },
  ...parts,
})

/** Time zone and instant of a page. */
export interface Place {
  timeZone: string
  now: Date
}

/** What is shown of the vote: as it was read, and what the calendar says now. */
export interface WatchedVote extends Place {
  /** Undefined before the first one. */
  reading: VoteReading | undefined
  /** By the wall's clock. */
  dates: Pick<Election['dates'], 'reissueOpensAt' | 'reissueClosesAt'>
  isSuspended: boolean
}
