import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { databaseClient } from './clients/dynamodb.ts'
import { type ElectionTime, electionTime } from './election-time.ts'
import { type Environment, type FunctionResources, readEnvironment } from './resources.ts'

export type Setup<Resources extends FunctionResources> = Environment<Resources> & {
  routes: Resources extends { routes: readonly (infer Route extends string)[] }
    ? readonly Route[]
    : never
  database: DynamoDBDocumentClient
  time: Resources extends { tables: { calendar: object } } ? ElectionTime : undefined
}

export function wire<const Resources extends FunctionResources>(
  resources: Resources,
): Setup<Resources> {
  const environment = readEnvironment(resources)
  const database = databaseClient()
  const { calendar }: { calendar?: string } = environment.tables
  const time = calendar && electionTime(database, calendar)
  return { ...environment, routes: resources.routes, database, time } as unknown as Setup<Resources>
}
