import { answerJson, startProxy } from '../engines/proxy.ts'

export type DatabaseProxy = Awaited<ReturnType<typeof startDatabaseProxy>>

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

export async function startDatabaseProxy(endpoint: string) {
  const count = { calls: 0, writeUnits: 0 }
  let transactions = 0
  let fails = (_: number): boolean => false
  const server = await startProxy(endpoint, ({ operation, body }, response) => {
    count.calls += 1
    count.writeUnits += writeUnitsOf(operation, body.toString())
    if (operation !== 'TransactWriteItems' || !fails(++transactions)) return false
    // The SDK does not retry this error.
    return answerJson(response, 400, { __type: 'ResourceNotFoundException', message: 'cut' })
  })
  return {
    endpoint: server.endpoint,
    count,
    /** Receives the number of transactions since it was set; true fails this transaction. */
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
