import { createHash } from 'node:crypto'
import type { Voter } from '../voter/voter.ts'

/** Hashes the sorted digests: with a sum or XOR, a forger could build another roll with the same digest. */
export async function digestOfRoll(
  voters: AsyncIterable<Voter>,
): Promise<{ digest: string; voterCount: number }> {
  const digests: string[] = []
  for await (const voter of voters) digests.push(digestOfVoter(voter))
  const hash = createHash('sha256')
  for (const digest of digests.sort()) hash.update(digest, 'binary')
  return { digest: hash.digest('hex'), voterCount: digests.length }
}

/** Three fields are keyed hashes, so that nobody without the keys can test guesses. */
function digestOfVoter(voter: Voter): string {
  const { voterId, personId, identityHash, email, firstName, lastName, ballots } = voter
  const { school = '', noticeFormat = '' } = voter
  const fields = [voterId, personId, identityHash, email, firstName, lastName, school, noticeFormat]
  return createHash('sha256')
    .update(JSON.stringify([...fields, ...ballots.toSorted()]))
    .digest('binary')
}
