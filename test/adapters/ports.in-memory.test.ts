import { describe } from 'vitest'
import { inMemoryTables } from '../fakes/in-memory-tables.ts'
import { portsContract } from './ports.contract.ts'

describe('the ports, over the tables in memory', () => {
  portsContract(async () => inMemoryTables())
})
