import { beforeEach, expect, it } from 'vitest'
import { useCaseRuns } from '../builders/use-case-runs.ts'
import { openEmbeddedTables } from './embedded-tables.ts'

const tables = await openEmbeddedTables()
const runs = useCaseRuns(tables)
beforeEach(() => tables.empty())

it.each(Object.entries(runs))('%s ends as in memory, on the embedded DynamoDB', async (_, run) => {
  const [outcome, prepare] = run
  expect(await (await prepare())()).toMatchObject({ outcome })
})
