import { createHash } from 'node:crypto'
import type { Voter } from '../voter/voter.ts'

const digestBytes = 32

/**
 * Digests the sorted digests of all voters, so their order does not matter; 36 bytes of memory per voter. A sum or XOR
 * would need no sorting, but whoever chooses some lines of a roll could then find another roll with the same digest.
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
 * Covers what the roll says, and nothing that voters or their requests change. It needs no key: three parts are keyed
 * hashes, so nobody without those keys can try names or birth dates against it.
 */
function digestOfVoter(voter: Voter): Buffer {
  const { voterId, personId, identityHash, email, firstName, lastName, ballots } = voter
  const { school = '', noticeFormat = '' } = voter
  const said = [voterId, personId, identityHash, email, firstName, lastName, school, noticeFormat]
  return createHash('sha256')
    .update(JSON.stringify([...said, ...ballots.toSorted()]))
    .digest()
}
