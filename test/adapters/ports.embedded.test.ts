import { describe } from 'vitest'
import { startEmbeddedTables } from './embedded-tables.ts'
import { portsContract } from './ports.contract.ts'

describe('the ports, over the embedded DynamoDB', () => {
  portsContract(startEmbeddedTables)
})
