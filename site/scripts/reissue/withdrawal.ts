import type { Reissue } from '../../../shared/contract/reissue.ts'
import { call, type Problem } from '../api.ts'

/**
 * Takes a request back and leads to the form, which asks for another number.
 * @returns why it was not, or may not have been, taken back: what stands is then to be shown anew
 */
export async function withdraw({ id }: Pick<Reissue, 'id'>): Promise<Problem> {
  const answer = await call('POST', `reissues/${id}/withdraw`)
  if (!answer.ok) return answer.problem
  location.assign('/identifiant/#numero')
  return new Promise(() => {})
}
