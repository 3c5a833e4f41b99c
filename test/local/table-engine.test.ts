import { expect, it } from 'vitest'
import { findFreePorts, listenOnLoopback } from '../../local/loopback.ts'
import { startTableEngine } from '../../local/table-engine.ts'

it('uses another port if the first was taken meanwhile', async () => {
  const taken = await listenOnLoopback((_, response) => response.end())
  const ports = [taken.port, await findFreePorts(1)]
  const engine = await startTableEngine(undefined, async () => ports.shift() as number)
  expect(engine.endpoint).not.toContain(String(taken.port))
  await engine.stop()
  await taken.close()
})
