import type { IncomingMessage, ServerResponse } from 'node:http'
import { text as readText } from 'node:stream/consumers'
import { listenOnLoopback } from '../../local/loopback.ts'

/** A proxy to DynamoDB that counts calls and can fail transactions. */
export interface DatabaseWay {
  endpoint: string
  readonly count: { calls: number; writeUnits: number }
  /** Receives the number of transactions since it was set; true fails this transaction. */
  failsTransaction: (number: number) => boolean
  close(): Promise<void>
}

interface Transaction {
  TransactItems?: unknown[]
}

/**
 * DynamoDB's rule for items below one kilobyte: one unit per write, two per action of a transaction. Refused writes
 * and condition checks count; indexes come on top.
 */
function writeUnitsOf(operation: string, body: string): number {
  if (operation === 'TransactWriteItems') {
    return 2 * ((JSON.parse(body) as Transaction).TransactItems?.length ?? 0)
  }
  return ['PutItem', 'UpdateItem', 'DeleteItem'].includes(operation) ? 1 : 0
}

export async function startDatabaseWay(endpoint: string): Promise<DatabaseWay> {
  const count = { calls: 0, writeUnits: 0 }
  let transactions = 0
  let fails = (_: number) => false
  const server = await listenOnLoopback(
    async (request: IncomingMessage, response: ServerResponse) => {
      const body = await readText(request)
      const operation = String(request.headers['x-amz-target']).split('.')[1] ?? ''
      count.calls += 1
      count.writeUnits += writeUnitsOf(operation, body)
      if (operation === 'TransactWriteItems' && fails(++transactions)) {
        // The SDK does not retry this error.
        response.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' })
        response.end(JSON.stringify({ __type: 'ResourceNotFoundException', message: 'cut' }))
        return
      }
      const { host: _, connection: __, ...headers } = request.headers
      const answer = await fetch(endpoint, {
        method: 'POST',
        headers: headers as Record<string, string>,
        body,
      })
      response.writeHead(answer.status, {
        'content-type': answer.headers.get('content-type') ?? 'application/x-amz-json-1.0',
      })
      response.end(await answer.text())
    },
  )
  return {
    endpoint: server.endpoint,
    count,
    get failsTransaction() {
      return fails
    },
    set failsTransaction(next) {
      transactions = 0
      fails = next
    },
    close: server.close,
  }
}
