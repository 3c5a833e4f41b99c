import { once } from 'node:events'
import { get } from 'node:http'
import { afterAll, afterEach, expect, it, vi } from 'vitest'
import { listenOnLoopback } from '../../local/loopback.ts'

const said = vi.spyOn(console, 'error').mockImplementation(() => {})
afterEach(() => said.mockClear())
afterAll(() => said.mockRestore())

it('says nothing of a request that fails once its client has left', async () => {
  const leaving = Promise.withResolvers<unknown>()
  const server = await listenOnLoopback(async (_, response) => {
    client.destroy()
    await once(response, 'close')
    leaving.resolve(undefined)
    throw new Error('what it stood on has ended')
  })
  const client = get({ host: '127.0.0.1', port: server.port }).on('error', () => {})
  await leaving.promise
  await server.close()
  expect(said).not.toHaveBeenCalled()
})

it('says why a client that waits gets no answer', async () => {
  const server = await listenOnLoopback(() => {
    throw new Error('a mistake')
  })
  const client = get({ host: '127.0.0.1', port: server.port })
  const [error] = await once(client, 'error')
  expect(error.code).toBe('ECONNRESET')
  await server.close()
  expect(said).toHaveBeenCalledWith('A request was not answered:', new Error('a mistake'))
})
