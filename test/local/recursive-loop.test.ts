import { CreateQueueCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { describe, expect, it, onTestFinished } from 'vitest'
import { accountId, clientDefaults } from '../../local/engines.ts'
import { startLambdas } from '../../local/lambda.ts'
import { startQueueEngine } from '../../local/queue-engine.ts'
import { startQueuePollers } from '../../local/queue-pollers.ts'
import {
  invokedOnceMore,
  lineageOfBatch,
  readLineage,
  traceHeader,
} from '../../local/recursive-loop.ts'
import { eventually } from '../journey/local-run.ts'

/** A function that puts what it gets back on its own queue: what it writes. */
async function loop(times: number, mayLoop: boolean): Promise<string[]> {
  const engine = await startQueueEngine(undefined)
  const sqs = new SQSClient({ ...clientDefaults, endpoint: engine.endpoint })
  onTestFinished(engine.stop)
  onTestFinished(() => sqs.destroy())
  await sqs.send(new CreateQueueCommand({ QueueName: 'Own' }))
  const url = `${engine.endpoint}/${accountId}/Own`
  const lines: string[] = []
  const lambdas = startLambdas({
    functions: [
      {
        name: 'Looping',
        arn: 'arn:aws:lambda:eu-west-3:0:function:Looping',
        file: new URL('./looping-function.ts', import.meta.url).pathname,
        export: 'handler',
        environment: { QUEUE_URL: url },
        timeoutSeconds: 10,
        memoryMegabytes: 128,
        mayLoop,
      },
    ],
    commonEnvironment: {
      AWS_REGION: clientDefaults.region,
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_ENDPOINT_URL_SQS: engine.endpoint,
    },
    writeLine: (_, line) => lines.push(line),
  })
  onTestFinished(lambdas.stop)
  const queue = { name: 'Own', url, arn: 'arn:aws:sqs:eu-west-3:0:Own', attributes: {} }
  const pollers = startQueuePollers({
    isOn: () => true,
    consumers: [
      {
        queue,
        functionName: 'Looping',
        batchSize: 10,
        maximumConcurrency: 2,
        reportsItemFailures: true,
      },
    ],
    lambdas,
    sqsEndpoint: engine.endpoint,
  })
  onTestFinished(pollers.stop)
  await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: String(times) }))
  await eventually('the chain has ended', () => /stopped|times left: 0$/.test(lines.at(-1) ?? ''))
  return lines
}

describe('a function that is its own source', () => {
  it('is stopped after sixteen invocations in one chain, as on Lambda', async () => {
    const lines = await loop(40, false)
    expect(lines).toHaveLength(17)
    expect(lines.slice(-2)).toEqual(['times left: 25', 'stopped: a recursive loop'])
  })

  it('goes on as long as it likes when its configuration allows it', async () => {
    expect(await loop(40, true)).toHaveLength(41)
  })
})

describe('a lineage', () => {
  it('is read from the header that it was written to, and begins with the first invocation', () => {
    const twice = invokedOnceMore(
      invokedOnceMore(readLineage('Root=1-5759e988;Sampled=1'), 'A'),
      'A',
    )
    const lineage = invokedOnceMore(twice, 'B')
    expect([...readLineage(traceHeader(lineage))]).toEqual([
      ['A', 2],
      ['B', 1],
    ])
    expect([...twice]).toEqual([['A', 2]])
  })

  it('of a batch counts the longest chain of its messages', () => {
    const header = (count: number) => traceHeader(new Map([['A', count]]))
    expect([...lineageOfBatch([header(3), undefined, header(7), header(5)])]).toEqual([['A', 7]])
  })
})
