import { type DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb'
import type { Reissue } from '../../shared/domain/reissue/reissue.ts'
import type { Roll } from '../../shared/domain/roll/roll.ts'
import { unknownTerritory } from '../../shared/domain/sms/territory.ts'

export type Count = readonly [measure: string, territory: string, state: string, count: number]

interface Sources {
  roll: Pick<Roll, 'allVoters'>
  database: DynamoDBDocumentClient
  reissuesTable: string
}

export async function countElection({ roll, database, reissuesTable }: Sources): Promise<Count[]> {
  const counts = new Map<string, number>()
  const addCount = (measure: string, territory = '', state = '', increment = 1) => {
    const key = JSON.stringify([measure, territory, state])
    counts.set(key, (counts.get(key) ?? 0) + increment)
  }
  for await (const { passwordHash, reissueCount } of roll.allVoters()) {
    addCount('électeurs inscrits')
    if (passwordHash) addCount('dont avec un mot de passe')
    if (reissueCount > 0) addCount('dont ont demandé un identifiant')
  }
  const pages = paginateScan(
    { client: database },
    {
      TableName: reissuesTable,
      ProjectionExpression: 'territory, #state, usedAt',
      ExpressionAttributeNames: { '#state': 'state' },
    },
  )
  for await (const { Items = [] } of pages) {
    for (const { territory = unknownTerritory, state, usedAt } of Items as Partial<Reissue>[]) {
      addCount('demandes', territory, state)
      if (usedAt) addCount('identifiants utilisés', territory)
    }
  }
  return [...counts].map(([key, count]): Count => [...JSON.parse(key), count] as never)
}
