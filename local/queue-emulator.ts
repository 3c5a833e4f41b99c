import { buildApp } from 'fauxqs'
import { emulateVersions } from './object-versions.ts'
import type { Emulator } from './table-emulator.ts'

/** Uses fauxqs's `buildApp`, because `startFauxqs` would listen on every network interface. */
export async function startQueues(directory: string | undefined): Promise<Emulator> {
  const persistence = directory ? await openPersistentStores(directory) : undefined
  const app = buildApp({ logger: false, ...(persistence && { stores: persistence.stores }) })
  emulateVersions(app)
  if (persistence) app.addHook('onClose', async () => persistence.close())
  const endpoint = await app.listen({ host: '127.0.0.1', port: 0 })
  return { endpoint, stop: () => app.close() }
}

type Stores = NonNullable<NonNullable<Parameters<typeof buildApp>[0]>['stores']>

// fauxqs exports neither its stores nor their persistence.
async function openPersistentStores(directory: string): Promise<{ stores: Stores; close(): void }> {
  const importFile = (file: string) => import(new URL(file, import.meta.resolve('fauxqs')).href)
  const [{ SqsStore }, { SnsStore }, { S3Store }, { PersistenceManager }] = await Promise.all([
    importFile('sqs/sqsStore.js'),
    importFile('sns/snsStore.js'),
    importFile('s3/s3Store.js'),
    importFile('persistence.js'),
  ])
  const persistence = new PersistenceManager(directory)
  const stores = { sqsStore: new SqsStore(), snsStore: new SnsStore(), s3Store: new S3Store() }
  persistence.load(stores.sqsStore, stores.snsStore, stores.s3Store)
  stores.sqsStore.persistence = persistence
  for (const queue of stores.sqsStore.allQueues()) queue.persistence = persistence
  stores.s3Store.persistence = persistence
  return { stores, close: () => persistence.close() }
}
