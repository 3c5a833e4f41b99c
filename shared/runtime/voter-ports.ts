import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { dynamoSessions } from '../adapters/account/dynamo-sessions.ts'
import { dynamoVoters } from '../adapters/voter/dynamo-voters.ts'
import type { ElectionTime } from './election-time.ts'

interface VoterWiring {
  database: DynamoDBDocumentClient
  tables: Readonly<Record<'sessions' | 'voters', string>>
  time: ElectionTime
}

export function voterPorts({ database, tables, time }: VoterWiring) {
  return {
    sessions: dynamoSessions(database, tables.sessions),
    voters: dynamoVoters(database, tables.voters, time.file),
    election: time.election,
    clock: time.clock,
  }
}
