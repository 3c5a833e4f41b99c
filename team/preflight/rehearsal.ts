import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { dynamoRollOperations } from '../../shared/adapters/roll/dynamo-roll-operations.ts'
import type { ElectionMode } from '../../shared/domain/election-mode.ts'
import { modeOfRoll } from '../../shared/domain/roll/roll-operation.ts'
import { deploymentTexts as texts } from '../../shared/texts/preflight/deployment.ts'
import { blocks, type Finding, ok, warning } from './finding.ts'

/**
 * What the roll in the tables was imported for.
 * @param table undefined when the election was never deployed
 */
export async function readRollMode(
  client: DynamoDBClient,
  table: string | undefined,
): Promise<ElectionMode | undefined> {
  if (table === undefined) return undefined
  return modeOfRoll(await dynamoRollOperations(DynamoDBDocumentClient.from(client), table).all())
}

export function judgeMode(mode: ElectionMode, standing: ElectionMode | undefined): Finding[] {
  if (standing && standing !== mode) return [blocks(texts.otherRoll[standing])]
  return mode === 'rehearsal' ? [warning(texts.rehearsal)] : standing ? [ok(texts.ofVote)] : []
}
