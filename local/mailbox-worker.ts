import { parentPort, workerData } from 'node:worker_threads'
import mailbox from 'aws-ses-v2-local'
import { listenOnLoopback } from './loopback.ts'

// The package listens on one address only: a second server hands it what both addresses receive.
// CommonJS seen from ESM: its default export is one `default` deeper than its types say.
const { default: start } = mailbox as unknown as typeof import('aws-ses-v2-local')

try {
  const inner = await start({ host: '127.0.0.1', port: 0 })
  const server = await listenOnLoopback(
    (request, response) => inner.emit('request', request, response),
    workerData.port,
  )
  const stop = async () => {
    await server.close()
    inner.close()
    inner.closeAllConnections()
  }
  parentPort?.once('message', () => void stop())
  parentPort?.postMessage({ port: server.port })
} catch (error) {
  // An error that changes threads keeps its message and stack only.
  const { code, port } = error as { code?: unknown; port?: unknown }
  parentPort?.postMessage({ error, code, port })
}
