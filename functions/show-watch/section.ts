import type { WatchedPage } from '../../shared/contract/watch.ts'

export type Section = WatchedPage['sections'][number]

/** One of which nothing is wrong, with what is given. */
export const section = (heading: string, parts: Partial<Section>): Section => ({
  ...{ heading, tone: 'usual', lines: [], figures: [] },
  ...parts,
})

/** By what clock of the day a page is written, and when. */
export interface Place {
  timeZone: string
  now: Date
}
