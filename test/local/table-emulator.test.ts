import { expect, it } from 'vitest'
import { findFreePorts, listenOnLoopback } from '../../local/loopback.ts'
import { startTableEmulator } from '../../local/table-emulator.ts'

it('uses another port if the first was taken meanwhile', async () => {
  const taken = await listenOnLoopback((_, response) => response.end())
  const ports = [taken.port, await findFreePorts(1)]
  const emulator = await startTableEmulator(undefined, async () => ports.shift() as number)
  expect(emulator.endpoint).not.toContain(String(taken.port))
  await emulator.stop()
  await taken.close()
})
