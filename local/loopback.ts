import { randomInt } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface LoopbackServer {
  port: number
  endpoint: string
  close(): Promise<void>
}

type Listener = (request: IncomingMessage, response: ServerResponse) => unknown

const addresses = ['127.0.0.1', '::1']

export async function listenOnLoopback(listener: Listener, port = 0): Promise<LoopbackServer> {
  const servers: Server[] = []
  const close = async () => {
    await Promise.all(servers.map(closeServer))
  }
  let boundPort = port
  for (const address of addresses) {
    try {
      const server = await listen(listener, boundPort, address)
      servers.push(server)
      boundPort = (server.address() as AddressInfo).port
    } catch (error) {
      if (isMissingAddress(error) && servers.length > 0) continue
      await close()
      throw error
    }
  }
  return { port: boundPort, endpoint: `http://127.0.0.1:${boundPort}`, close }
}

/** Ports below the ephemeral ranges of Linux and macOS. */
const portRange = { first: 10_100, last: 32_000 }

export async function findFreePorts(count: number, preferredPort?: number): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const reservations: LoopbackServer[] = []
    try {
      const randomPort = randomInt(portRange.first, portRange.last - count)
      const firstPort = attempt === 0 ? (preferredPort ?? randomPort) : randomPort
      for (let offset = 0; offset < count; offset++) {
        reservations.push(await listenOnLoopback(() => {}, firstPort + offset))
      }
      return firstPort
    } catch {
    } finally {
      await Promise.all(reservations.map((server) => server.close()))
    }
  }
  throw new Error(`No ${count} consecutive free ports on this machine`)
}

function listen(listener: Listener, port: number, address: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((request, response) => void answer(listener, request, response))
    server.once('error', reject)
    server.listen(port, address, () => resolve(server))
  })
}

export const clientHasDisconnected = (request: IncomingMessage, response: ServerResponse) =>
  response.destroyed || (request.destroyed && !request.complete)

async function answer(
  listener: Listener,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    await listener(request, response)
  } catch (error) {
    if (!clientHasDisconnected(request, response))
      console.error('A request was not answered:', error)
    response.destroy()
  }
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

const isMissingAddress = (error: unknown) =>
  ['EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes((error as NodeJS.ErrnoException).code ?? '')
