import { mockClient } from 'aws-sdk-client-mock'
import { afterAll, beforeEach } from 'vitest'

/** Mocks all clients of a kind for one file, since files share a process. Each test begins without answers. */
export const mockedClients: typeof mockClient = (client) => {
  const mock = mockClient(client)
  beforeEach(() => void mock.reset())
  afterAll(() => mock.restore())
  return mock
}
