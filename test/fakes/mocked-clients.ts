import { mockClient } from 'aws-sdk-client-mock'
import { afterAll, beforeEach } from 'vitest'

/** All clients of a kind, for the file that asks: files share a process. Each test begins without an answer. */
export const mockedClients: typeof mockClient = (client) => {
  const mock = mockClient(client)
  beforeEach(() => void mock.reset())
  afterAll(() => mock.restore())
  return mock
}
