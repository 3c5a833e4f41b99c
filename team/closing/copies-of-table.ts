import { type DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb'
import { copySuffix } from '../../shared/domain/reissue/restoration.ts'

export async function restorationCopiesOf(client: DynamoDBClient, name: string): Promise<string[]> {
  const ExclusiveStartTableName = `${name}${copySuffix}`
  const command = new ListTablesCommand({ ExclusiveStartTableName })
  const { TableNames = [] } = await client.send(command)
  return TableNames.filter((table) => table.startsWith(ExclusiveStartTableName))
}
