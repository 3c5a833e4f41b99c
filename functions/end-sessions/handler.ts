import { dynamoVoters } from '../../shared/adapters/voter/dynamo-voters.ts'
import { linkBody } from '../../shared/contract/account.ts'
import { readBody } from '../../shared/runtime/check-body.ts'
import { readElection } from '../../shared/runtime/deployed-election.ts'
import { journal } from '../../shared/runtime/journal.ts'
import { Problem } from '../../shared/runtime/problem.ts'
import { serve } from '../../shared/runtime/serve.ts'
import { wireWithKeys } from '../../shared/runtime/wire-with-keys.ts'
import { endSessions } from './end-sessions.ts'
import { resources } from './resources.ts'

const runtime = wireWithKeys(resources)
const election = readElection()
const voters = dynamoVoters(runtime.database, runtime.tables.voters, election)

export const handler = serve(runtime, {
  async 'POST /api/account/end-sessions'({ json }) {
    const { token } = readBody(linkBody, json)
    const outcome = await endSessions({ voters, keys: await runtime.keys() }, token)
    if (outcome !== 'ended') {
      journal({ event: 'session.all-closing-refused' })
      throw new Problem(outcome)
    }
    journal({ event: 'session.all-closed' })
    return { status: 204 }
  },
})
