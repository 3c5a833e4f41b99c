import * as z from 'zod/mini'
import { sentences } from '../../texts/sentences.ts'
import type { Election } from '../election/election.ts'
import type { VoteReading } from './vote-reading.ts'

export const watchedSection = z.strictObject({
  heading: z.string(),
  tone: z.enum(['usual', 'wrong']),
  lines: z.array(z.string()),
  figures: z.array(z.strictObject({ figure: z.string(), of: z.string() })),
  table: z.optional(
    z.strictObject({
      caption: z.string(),
      columns: z.array(z.string()),
      rows: z.array(z.array(z.string())),
    }),
  ),
  /** Digest or signed text, shown verbatim. */
  copy: z.optional(z.string()),
})

export type Section = z.infer<typeof watchedSection>

interface SectionParts extends Partial<Pick<Section, 'figures' | 'table' | 'copy'>> {
  problems?: readonly string[]
  okText?: string
  lines?: Parameters<typeof sentences>[0]
}

export const section = (
  heading: string,
  { problems = [], okText, lines = [], table, ...parts }: SectionParts,
): Section => ({
  ...{ heading, tone: problems.length > 0 ? 'wrong' : 'usual', figures: [] },
  lines: sentences([...(problems.length > 0 ? problems : [okText]), ...lines]),
  ...(table && table.rows.length > 0 && { table }),
  ...parts,
})

export interface LocalTime {
  timeZone: string
  now: Date
}

export interface WatchedVote extends LocalTime {
  reading: VoteReading | undefined
  dates: Pick<Election['dates'], 'reissueOpensAt' | 'reissueClosesAt'>
  isSuspended: boolean
}
