import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { dynamoSessions } from '../adapters/account/dynamo-sessions.ts'
import { dynamoVoters } from '../adapters/voter/dynamo-voters.ts'
import type { ElectionTime } from './election-time.ts'
import { type HttpReply, type HttpRequest, httpHandler } from './http.ts'
import { originTokens } from './secrets.ts'

interface ServedFunction<Route extends string> {
  routes: readonly Route[]
  secrets: { originToken: string }
  time?: ElectionTime | undefined
}

const createServeFunction =
  (suspensionMode: 'refuses' | 'answers') =>
  <Route extends string>(
    servedFunction: ServedFunction<Route>,
    answers: Readonly<Record<Route, (request: HttpRequest) => Promise<HttpReply>>>,
  ) =>
    httpHandler(
      originTokens(servedFunction),
      // API Gateway only forwards routes that the stack assigned to the function.
      (request) => answers[request.route as Route](request),
      servedFunction.time,
      suspensionMode,
    )

export const serve = createServeFunction('refuses')

export const serveAlways = createServeFunction('answers')

interface VoterWiring {
  database: DynamoDBDocumentClient
  tables: Readonly<Record<'sessions' | 'voters', string>>
  time: ElectionTime
}

export function voterPorts({ database, tables, time }: VoterWiring) {
  return {
    sessions: dynamoSessions(database, tables.sessions),
    voters: dynamoVoters(database, tables.voters, time.electionFile),
    election: time.election,
    clock: time.clock,
  }
}
