import { LambdaClient } from '@aws-sdk/client-lambda'
import { expect, onTestFinished, test } from 'vitest'
import { clientDefaults } from '../../local/engines.ts'
import { startLambdaApi } from '../../local/lambda-api.ts'
import { streamsReadBy } from '../../shared/adapters/ledger/lambda-ledger-reading.ts'

test('the watch reads how many streams the ledger’s writer consumes', async () => {
  const consumer = { tableName: 'T', functionName: 'Writer', batchSize: 1 }
  const streamConsumers = ['a', 'b'].map((streamArn) => ({ ...consumer, streamArn }))
  const { endpoint, close } = await startLambdaApi(
    { consumers: [], streamConsumers, functions: [], schedules: [], eventRules: [] },
    async () => {},
  )
  onTestFinished(close)
  const client = new LambdaClient({ ...clientDefaults, endpoint })
  onTestFinished(() => client.destroy())
  expect(await streamsReadBy(client, 'Writer')).toBe(2)
  expect(await streamsReadBy(client, 'Another')).toBe(0)
})
