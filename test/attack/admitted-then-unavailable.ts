import { filledForm, signIn } from '../journey/local-run.ts'
import { bareClient } from '../journey/without-cloudfront.ts'
import type { Attack } from './attack.ts'

const rounds = 22

const decides = (transaction: number) => transaction === 2
const decidesOrUndoes = (transaction: number) => transaction === 2 || transaction === 3

/**
 * The database fails between a request's two transactions, then works, sometimes only after a second. A longer
 * failure also refuses the writes that would give the code back: docs/limits.md.
 */
export const failAfterAdmission: Attack = async (run) => {
  const voter = run.anotherVoter()
  const phone = run.anotherPhone()
  const client = await signIn(run, voter, bareClient(run, '203.0.113.70'))
  let unavailable = 0
  let codesLost = 0
  let json = await filledForm(client, voter, phone)
  for (let round = 0; round < rounds; round++) {
    run.databaseProxy.failsTransaction = round % 8 === 0 ? decidesOrUndoes : decides
    const { status, body } = await client.send('POST', '/api/reissues', { json })
    run.databaseProxy.failsTransaction = () => false
    if (status === 503) unavailable += 1
    else if (body?.code === 'captcha-failed') codesLost += 1
    if (status !== 503) json = await filledForm(client, voter, phone)
  }
  if (unavailable === 0) throw new Error('No request met a database that fails')
  const { status } = await client.send('POST', '/api/reissues', { json })
  return [
    {
      what: `codes spent by a 503 after admission, of ${unavailable} (${rounds} requests)`,
      measured: codesLost,
      bound: 0,
      unit: 'codes',
    },
    {
      what: `the voter's own request afterwards (${status} for 202)`,
      measured: status === 202 ? 0 : 1,
      bound: 0,
      unit: 'refused',
    },
  ]
}
