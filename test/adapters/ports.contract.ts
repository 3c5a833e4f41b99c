import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import type { Tables } from '../fakes/in-memory-tables.ts'
import { type RequestSteps, requestSteps } from './request-steps.ts'

const files = readdirSync(join(import.meta.dirname, 'contracts'))
const contracts: { contract(tables: Tables, steps: RequestSteps): void }[] = await Promise.all(
  files.map((file) => import(`./contracts/${file}`)),
)

/** Cases share one engine, so each has voters, phones and requests of its own. */
export function portsContract(open: () => Promise<Tables & { stop?(): Promise<void> }>): void {
  const tables = {} as Tables
  let stop: (() => Promise<void>) | undefined

  beforeAll(async () => {
    const opened = await open()
    stop = opened.stop
    Object.assign(tables, opened)
  }, 60_000)
  afterAll(() => stop?.())

  const steps = requestSteps(tables)
  for (const { contract } of contracts) contract(tables, steps)
}
