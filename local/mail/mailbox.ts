import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { type Engine, never } from '../table-engine.ts'
import type { MailFate, TakenMail } from './mail-fates.ts'

export type FatedMail = { mail: TakenMail; fate: MailFate }

export interface Mailbox extends Engine {
  failed: (fated: FatedMail) => void
}

/** Keeps what it is sent; its page says which addresses take none. */
export async function startMailbox(port: number): Promise<Mailbox> {
  // aws-ses-v2-local keeps its mail in its module: a thread of its own gives each run its own mail.
  const worker = new Worker(new URL('./mailbox-worker.ts', import.meta.url), {
    workerData: { port },
    // Express, which is in it, writes no error in a test. It answers it all the same.
    env: { NODE_ENV: 'test' },
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
  let stopping = false
  // `once` would take the error for a failure to wait.
  const exited = new Promise((resolve) => worker.once('exit', resolve))
  worker.on('message', (told: FatedMail) => mailbox.failed(told))
  // What it threw ends it, and there is no more to do about it.
  worker.on('error', (error) => console.error('The mailbox failed:', error))
  const mailbox: Mailbox = {
    failed: () => {},
    endpoint: `http://127.0.0.1:${message.port}`,
    ended: exited.then(() => (stopping ? never : undefined)),
    async stop() {
      stopping = true
      worker.postMessage('stop')
      await exited
    },
  }
  return mailbox
}
