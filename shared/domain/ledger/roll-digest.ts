import { createHash } from 'node:crypto'
import type { Voter } from '../voter/voter.ts'

const digestBytes = 32

/** Sorts digests, 36 bytes a voter: a sum or XOR would let a forger match the digest with another roll. */
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
  order.sort((one, two) => all.compare(all, two, two + digestBytes, one, one + digestBytes))
  const hash = createHash('sha256')
  for (const at of order) hash.update(all.subarray(at, at + digestBytes))
  return { digest: hash.digest('hex'), voters: count }
}

/** Covers the roll's own data. Three parts are keyed hashes, so nobody can test guessed names or birth dates. */
function digestOfVoter(voter: Voter): Buffer {
  const { voterId, personId, identityHash, email, firstName, lastName, ballots } = voter
  const { school = '', noticeFormat = '' } = voter
  const fields = [voterId, personId, identityHash, email, firstName, lastName, school, noticeFormat]
  return createHash('sha256')
    .update(JSON.stringify([...fields, ...ballots.toSorted()]))
    .digest()
}
