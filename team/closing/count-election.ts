import { type DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb'
import type { Reissue } from '../../shared/domain/reissue/reissue.ts'
import type { Roll } from '../../shared/domain/roll/roll.ts'
import { unknownTerritory } from '../../shared/domain/sms/territory.ts'

export type Count = readonly [what: string, where: string, how: string, count: number]

interface Sources {
  roll: Pick<Roll, 'everyone'>
  database: DynamoDBDocumentClient
  reissuesTable: string
}

/** Counts voters and requests, without names. `countCells` hides small counts. */
export async function countElection({ roll, database, reissuesTable }: Sources): Promise<Count[]> {
  const counts = new Map<string, number>()
  const add = (what: string, where = '', how = '', by = 1) => {
    const key = JSON.stringify([what, where, how])
    counts.set(key, (counts.get(key) ?? 0) + by)
  }
  for await (const { passwordHash, reissueCount } of roll.everyone()) {
    add('électeurs inscrits')
    if (passwordHash) add('dont avec un mot de passe')
    if (reissueCount > 0) add('dont ont demandé un identifiant')
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
      add('demandes', territory, state)
      if (usedAt) add('identifiants utilisés', territory)
    }
  }
  return [...counts].map(([key, count]): Count => [...JSON.parse(key), count] as never)
}
