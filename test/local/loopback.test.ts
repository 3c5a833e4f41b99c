import { once } from 'node:events'
import { get } from 'node:http'
import { expect, it, onTestFinished, vi } from 'vitest'
import { listenOnLoopback } from '../../local/loopback.ts'

it('logs why a request got no answer', async () => {
  const logged = vi.spyOn(console, 'error').mockImplementation(() => {})
  onTestFinished(() => logged.mockRestore())
  const server = await listenOnLoopback(() => {
    throw new Error('an error')
  })
  const client = get({ host: '127.0.0.1', port: server.port })
  const [error] = await once(client, 'error')
  expect(error.code).toBe('ECONNRESET')
  await server.close()
  expect(logged).toHaveBeenCalledWith('A request was not answered:', new Error('an error'))
})
