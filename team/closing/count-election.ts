import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch'
import { type DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb'
import { figureBatch } from '../../shared/adapters/cloudwatch.ts'
import { problems } from '../../shared/contract/problems.ts'
import type { Election } from '../../shared/domain/election/election.ts'
import { type Figure, metricsNamespaceOf, ownFigures } from '../../shared/domain/figures.ts'
import type { Reissue } from '../../shared/domain/reissue/reissue.ts'
import type { Roll } from '../../shared/domain/roll/roll.ts'
import { unknownTerritory } from '../../shared/domain/sms/territory.ts'
import { countTexts as texts } from '../../shared/texts/election/closing-command.ts'

/** What of the election is counted, of whom or where, how it stands, and how many. */
export type Count = readonly [what: string, where: string, how: string, count: number | undefined]

const day = 86_400

interface Counted {
  roll: Pick<Roll, 'everyone'>
  database: DynamoDBDocumentClient
  reissuesTable: string
  cloudWatch: CloudWatchClient
  stack: string
  election: Election
  now: Date
}

/** As all that an election leaves to be read: nobody is named, and those who read it are told of no small number. */
export async function countElection(counted: Counted): Promise<Count[]> {
  const { roll, database, reissuesTable } = counted
  const counts = new Map<string, number>()
  const add = (what: string, where = '', how = '', by = 1) => {
    const key = JSON.stringify([what, where, how])
    counts.set(key, (counts.get(key) ?? 0) + by)
  }
  for await (const { passwordHash, reissueCount } of roll.everyone()) {
    add(texts.voters)
    if (passwordHash) add(texts.passwords)
    if (reissueCount > 0) add(texts.asked)
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
      add(texts.reissues, territory, state)
      if (usedAt) add(texts.used, territory)
    }
  }
  const found = [...counts].map(([key, count]): Count => [...JSON.parse(key), count] as never)
  const refused = await refusals(counted)
  return [...found, ...refused.filter(([, , , count]) => count !== 0)]
}

/** From CloudWatch, which has them for fifteen months: the log groups, which say more, have them for a year. */
async function refusals({ cloudWatch, stack, election, now }: Counted): Promise<Count[]> {
  const batch = figureBatch(metricsNamespaceOf(stack, election))
  const sum = (figure: Figure, of?: { reason: string }): number | undefined =>
    batch.look(figure, day, of)?.reduce((all, { value }) => all + value, 0)
  const told = (): Count[] => [
    [texts.refusedSessions, '', '', sum(ownFigures.refused)],
    [texts.refusedBooths, '', '', sum(ownFigures.boothRefused)],
    ...Object.keys(problems).map(
      (reason): Count => [
        texts.refusedRequests,
        '',
        reason,
        sum(ownFigures.requestsRefused, { reason }),
      ],
    ),
  ]
  told()
  // An account is opened before the requests are.
  const from = new Date(election.dates.reissueOpensAt.getTime() - 90 * day * 1000)
  await batch.read(cloudWatch, { from, to: now })
  return told()
}
