import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Engine } from './dynoxide.ts'

/** An SES that keeps what it is sent, with a page to read it. */
export async function startMailbox(port: number): Promise<Engine> {
  // aws-ses-v2-local keeps its mail in its module: a thread of its own gives each run its own mail.
  const worker = new Worker(new URL('./mailbox-worker.ts', import.meta.url), {
    workerData: { port },
    env: {},
    execArgv: [],
  })
  const [message] = (await once(worker, 'message')) as [
    { port: number } | { error: Error; code: unknown; port: unknown },
  ]
  if ('error' in message) {
    await worker.terminate()
    const { error, code, port: refusedPort } = message
    throw Object.assign(error, { code, port: refusedPort })
  }
  return {
    endpoint: `http://127.0.0.1:${message.port}`,
    async stop() {
      worker.postMessage('stop')
      await once(worker, 'exit')
    },
  }
}
