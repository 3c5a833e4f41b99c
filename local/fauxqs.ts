import { buildApp } from 'fauxqs'
import { type Engine, never } from './dynoxide.ts'

/**
 * An SQS. `startFauxqs` would listen on every address of the machine, hence `buildApp`.
 * @param directory where messages outlive the run; in memory when absent
 */
export async function startQueueEngine(directory: string | undefined): Promise<Engine> {
  const kept = directory ? await openKeptQueues(directory) : undefined
  const app = buildApp({ logger: false, ...(kept && { stores: kept.stores }) })
  carryTraceHeaders(app)
  keepObjects(app)
  if (kept) app.addHook('onClose', async () => kept.close())
  const endpoint = await app.listen({ host: '127.0.0.1', port: 0 })
  // It runs in our own thread: it does not end without us.
  return { endpoint, ended: never, stop: () => app.close() }
}

interface Sent {
  MessageId?: string
  Successful?: { MessageId: string }[]
}

interface Received {
  Messages?: { MessageId: string; Attributes?: Record<string, string> }[]
}

/** SQS gives the trace header of who sent a message to who receives it, as the attribute `AWSTraceHeader`. */
function carryTraceHeaders(app: ReturnType<typeof buildApp>): void {
  const headerOf = new Map<string, string>()
  app.addHook('preSerialization', async ({ headers }, _, payload) => {
    const header = headers['x-amzn-trace-id']
    const { MessageId, Successful = [] } = payload as Sent
    if (header) {
      for (const id of [MessageId, ...Successful.map((one) => one.MessageId)]) {
        if (id) headerOf.set(id, String(header))
      }
    }
    for (const { MessageId, Attributes } of (payload as Received)?.Messages ?? []) {
      const AWSTraceHeader = headerOf.get(MessageId)
      if (Attributes && AWSTraceHeader) Object.assign(Attributes, { AWSTraceHeader })
    }
    return payload
  })
}

/**
 * What S3 does and fauxqs does not: `If-None-Match: *` puts an object only where there is none, and who comes while
 * somebody else puts it is told to come again. Of a bucket with a lock, S3 keeps each version of an object for as long;
 * here no second one comes beside the first.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
function keepObjects(app: ReturnType<typeof buildApp>): void {
  const locked = new Set<string>()
  const underWay = new Set<string>()
  app.addHook('onRequest', async ({ method, url, headers }, reply) => {
    const path = url.split('?')[0] ?? ''
    const [, bucket = '', key] = /^\/([^/]+)\/?(.*)$/.exec(path) ?? []
    const refuse = (status: number, code: string) =>
      reply
        .code(status)
        .header('content-type', 'application/xml')
        .send(`<Error><Code>${code}</Code></Error>`)
    if (method === 'PUT' && headers['x-amz-bucket-object-lock-enabled'] === 'true') {
      locked.add(bucket)
      return
    }
    const isConditional = method === 'PUT' && headers['if-none-match'] === '*'
    const isLocked = (method === 'PUT' || method === 'DELETE') && locked.has(bucket)
    if (!key || !(isConditional || isLocked)) return
    if (underWay.has(path)) return refuse(409, 'ConditionalRequestConflict')
    underWay.add(path)
    reply.raw.once('close', () => underWay.delete(path))
    const { statusCode } = await app.inject({ method: 'HEAD', url: path })
    if (statusCode !== 200) return
    return isConditional ? refuse(412, 'PreconditionFailed') : refuse(403, 'AccessDenied')
  })
}

type Stores = NonNullable<NonNullable<Parameters<typeof buildApp>[0]>['stores']>

// fauxqs keeps its stores and their persistence to itself: this does what its `startFauxqs` does.
async function openKeptQueues(directory: string): Promise<{ stores: Stores; close(): void }> {
  const part = (file: string) => import(new URL(file, import.meta.resolve('fauxqs')).href)
  const [{ SqsStore }, { SnsStore }, { S3Store }, { PersistenceManager }] = await Promise.all([
    part('sqs/sqsStore.js'),
    part('sns/snsStore.js'),
    part('s3/s3Store.js'),
    part('persistence.js'),
  ])
  const persistence = new PersistenceManager(directory)
  const stores = { sqsStore: new SqsStore(), snsStore: new SnsStore(), s3Store: new S3Store() }
  persistence.load(stores.sqsStore, stores.snsStore, stores.s3Store)
  stores.sqsStore.persistence = persistence
  for (const queue of stores.sqsStore.allQueues()) queue.persistence = persistence
  stores.s3Store.persistence = persistence
  return { stores, close: () => persistence.close() }
}
