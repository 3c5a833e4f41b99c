import { createHash } from 'node:crypto'
import type { Voter } from '../voter/voter.ts'

const digestBytes = 32

/**
 * One digest of the whole roll: of the sorted digests of its voters, so in whatever order they come, with 36 bytes of
 * memory for each. To add them up, or to XOR them, would need no sorting, and whoever chooses some lines of a roll could
 * then make another with the same digest.
 */
export async function digestOfRoll(
  voters: AsyncIterable<Voter>,
): Promise<{ digest: string; voters: number }> {
  let all = Buffer.alloc(digestBytes * 1024)
  let count = 0
  for await (const voter of voters) {
    if (count * digestBytes === all.length) all = Buffer.concat([all, Buffer.alloc(all.length)])
    digestOfVoter(voter).copy(all, count * digestBytes)
    count++
  }
  const order = Uint32Array.from({ length: count }, (_, index) => index * digestBytes)
  order.sort((one, other) => all.compare(all, other, other + digestBytes, one, one + digestBytes))
  const hash = createHash('sha256')
  for (const at of order) hash.update(all.subarray(at, at + digestBytes))
  return { digest: hash.digest('hex'), voters: count }
}

/**
 * Of what the roll says, and of nothing that voters or their requests change. It needs no key: three of its parts are
 * hashes with keys of the election, so whoever has none of these can try no name and no birth date against it.
 */
function digestOfVoter(voter: Voter): Buffer {
  const { voterId, personId, identityHash, email, firstName, lastName, ballots } = voter
  const { school = '', noticeFormat = '' } = voter
  const said = [voterId, personId, identityHash, email, firstName, lastName, school, noticeFormat]
  return createHash('sha256')
    .update(JSON.stringify([...said, ...ballots.toSorted()]))
    .digest()
}
