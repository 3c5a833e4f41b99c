import type { IncomingMessage, ServerResponse } from 'node:http'
import { text as readText } from 'node:stream/consumers'
import { listenOnLoopback } from '../../local/loopback.ts'

/** A way to DynamoDB that counts what goes along it, and that can be cut. */
export interface DatabaseWay {
  endpoint: string
  /** Calls of any kind, and write units, since the run began. */
  readonly count: { calls: number; writeUnits: number }
  /** Transactions fail as long as this says so; it is asked with how many came since it was set. */
  failsTransaction: (number: number) => boolean
  close(): Promise<void>
}

interface Transaction {
  TransactItems?: unknown[]
}

/**
 * DynamoDB's own rules, for items below one kilobyte: one unit a write, refused ones included, two for
 * each action of a transaction, checks included. Indexes come on top.
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
        // Nobody tries this one again: what fails for seconds comes to the same, seconds later.
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
