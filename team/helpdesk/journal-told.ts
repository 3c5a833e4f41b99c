import type { Reissue } from '../../shared/domain/reissue/reissue.ts'
import { type JournalLine, journalSentence } from '../../shared/texts/roll/explained-journal.ts'
import { staffTexts } from '../../shared/texts/roll/explained-voter.ts'

export interface JournalSearch {
  /** What the functions said of these requests, in no order. */
  find(reissueIds: readonly string[], since: Date): Promise<(JournalLine & { reissueId: string })[]>
}

/** What the journal says of the requests, the oldest first. @param requests the oldest first */
export async function journalTold(
  journal: JournalSearch,
  requests: readonly Pick<Reissue, 'reissueId'>[],
  since: Date,
  when: { timeZone: string; now: Date },
): Promise<string[]> {
  const ids = requests.map(({ reissueId }) => reissueId)
  const lines = await journal.find(ids, since)
  const told = lines
    .sort((one, other) => one.at.getTime() - other.at.getTime())
    .flatMap((line) => journalSentence(line, ids.indexOf(line.reissueId) + 1, when) ?? [])
  const { titles, noJournal } = staffTexts
  return [
    `${titles.journal} :`,
    ...(told.length > 0 ? told : [noJournal]).map((one) => `  - ${one}`),
  ]
}
