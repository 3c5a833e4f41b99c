import { text } from 'node:stream/consumers'
import { attemptCounter } from '../shared/domain/account/attempts.ts'
import { readKeyRing } from '../shared/domain/key-ring.ts'
import { deriveKeys } from '../shared/domain/keys.ts'
import { identityLimit } from '../shared/domain/reissue/identity-limits.ts'

// Prints under which key the table `Attempts` counts a voter's wrong identities of today: see the runbook.
// The secret of the proofs comes by standard input, so that no list of processes and no history holds it.

const [voterId] = process.argv.slice(2)
if (!voterId) {
  console.error('Usage: … | npm run --silent identity-attempts -- VOTER_ID')
  process.exit(1)
}
const keys = deriveKeys('proofKeys', readKeyRing(await text(process.stdin)))
console.log(attemptCounter(keys, identityLimit, [voterId], new Date()).attemptKey)
