import { isUnderWay, type Reissue } from './reissue.ts'

/** What a voter is told of a request: that it was asked, that its SMS left, that it was cancelled. */
export type ReissueNews = 'asked' | 'sent' | 'cancelled'

/** What is to be told of a request as it stands; undefined of one whose SMS could not leave at all. */
export function newsOf({
  state,
  history,
}: Pick<Reissue, 'state' | 'history'>): ReissueNews | undefined {
  if (isUnderWay(state)) return 'asked'
  if (state === 'cancelled') return 'cancelled'
  return history.some((step) => step.state === 'sent') ? 'sent' : undefined
}
