import { join } from 'node:path'
import { KMSClient } from '@aws-sdk/client-kms'
import {
  CreateBucketCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { afterAll, expect, it, onTestFinished } from 'vitest'
import { clientDefaults } from '../../local/emulators.ts'
import { startKeyManagement } from '../../local/kms.ts'
import { startQueues } from '../../local/queue-emulator.ts'
import { kmsSigner } from '../../shared/adapters/ledger/kms-signer.ts'
import {
  bytesToSign,
  findHeads,
  headBlock,
  isSignedBy,
} from '../../shared/domain/ledger/ledger-head.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'

const directory = temporaryFolder(afterAll)

it('a bucket outlives the run in a storage directory', async () => {
  const [Bucket, place] = ['kept', join(directory, 'queues')]
  const client = (endpoint: string) => new S3Client({ ...clientDefaults, endpoint })
  const first = await startQueues(place)
  await client(first.endpoint).send(new CreateBucketCommand({ Bucket }))
  await client(first.endpoint).send(new PutObjectCommand({ Bucket, Key: 'kept', Body: 'text' }))
  await first.stop()
  const second = await startQueues(place)
  onTestFinished(second.stop)
  const { Body } = await client(second.endpoint).send(new GetObjectCommand({ Bucket, Key: 'kept' }))
  expect(await Body?.transformToString()).toBe('text')
})

it('a key signs what its public key verifies, in the next run too, and no other key is known', async () => {
  const file = join(directory, 'signing-keys.json')
  const arn = 'arn:aws:kms:eu-west-3:000000000000:key/ledger'
  const head = { ledger: 'l', segment: 1, number: 1, hash: 'h', at: new Date(0) }
  const signers = []
  for (let run = 0; run < 2; run++) {
    const { endpoint, close } = await startKeyManagement([arn], file)
    onTestFinished(close)
    const client = new KMSClient({ ...clientDefaults, endpoint, maxAttempts: 1 })
    signers.push(kmsSigner(client, arn))
    await expect(kmsSigner(client, `${arn}-2`).publicKey()).rejects.toMatchObject({
      name: 'NotFoundException',
    })
  }
  const [first, second] = signers as [(typeof signers)[0], (typeof signers)[0]]
  const [signed] = findHeads(headBlock(head, await first.sign(bytesToSign(head))))
  expect(signed && (await isSignedBy(signed, await second.publicKey()))).toBe(true)
})
