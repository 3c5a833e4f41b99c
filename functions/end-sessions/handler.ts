import { dynamoVoters } from '../../shared/adapters/voter/dynamo-voters.ts'
import { linkBody } from '../../shared/contract/account.ts'
import { readBody } from '../../shared/runtime/check-body.ts'
import { databaseClient } from '../../shared/runtime/clients/dynamodb.ts'
import { readElection } from '../../shared/runtime/deployed-election.ts'
import { httpHandler } from '../../shared/runtime/http.ts'
import { journal } from '../../shared/runtime/journal.ts'
import { Problem } from '../../shared/runtime/problem.ts'
import { readEnvironment } from '../../shared/runtime/resources.ts'
import { derivedKeys, originTokens } from '../../shared/runtime/secrets.ts'
import { endSessions } from './end-sessions.ts'
import { resources } from './resources.ts'

const environment = readEnvironment(resources)
const election = readElection()
const voters = dynamoVoters(databaseClient(), environment.tables.voters, election)
const keys = derivedKeys(environment, election)

export const handler = httpHandler(originTokens(environment), async ({ json }) => {
  const { token } = readBody(linkBody, json)
  const outcome = await endSessions({ voters, keys: await keys() }, token)
  if (outcome !== 'ended') {
    journal({ event: 'session.all-closing-refused' })
    throw new Problem(outcome)
  }
  journal({ event: 'session.all-closed' })
  return { status: 204 }
})
