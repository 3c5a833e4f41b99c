import {
  CreateBucketCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '../../local/dynoxide.ts'
import { clientDefaults } from '../../local/engines.ts'
import { startQueueEngine } from '../../local/fauxqs.ts'
import { s3Texts } from '../../shared/adapters/ledger/s3-texts.ts'
import { mockedClients } from '../fakes/mocked-clients.ts'
import { textsContract } from './texts.contract.ts'

describe('numbered texts, in the embedded S3', () => {
  let engine: Engine
  let s3: S3Client
  let folders = 0

  beforeAll(async () => {
    engine = await startQueueEngine(undefined)
    s3 = new S3Client({ ...clientDefaults, endpoint: engine.endpoint })
    await s3.send(new CreateBucketCommand({ Bucket: 'texts' }))
  })
  afterAll(async () => {
    s3?.destroy()
    await engine?.stop()
  })

  textsContract(async () => s3Texts(s3, 'texts', `folder-${++folders}`))
})

describe('a text in S3', () => {
  const client = new S3Client({ region: 'eu-west-3' })
  const s3 = mockedClients(client)
  const texts = s3Texts(client, 'ledger', 'segments')
  const refused = (name: string) =>
    new S3ServiceException({ name, $fault: 'client', $metadata: {} })

  it('is put as text under its number, in the order of names, and over no other', async () => {
    s3.on(PutObjectCommand).resolves({})
    expect(await texts.put(42, 'é')).toBe(true)
    expect(s3.calls().map(({ args }) => args[0].input)).toEqual([
      {
        ...{ Bucket: 'ledger', Key: 'segments/000000042', Body: 'é', IfNoneMatch: '*' },
        ContentType: 'text/plain; charset=utf-8',
      },
    ])
  })

  it.each(['PreconditionFailed', 'ConditionalRequestConflict'])(
    'that another has put, or puts now, is not put: %s',
    async (name) => {
      s3.on(PutObjectCommand).rejects(refused(name))
      expect(await texts.put(1, 'a')).toBe(false)
    },
  )

  it('of which S3 does not tell whether it is there fails, and is not taken for absent', async () => {
    s3.rejects(refused('AccessDenied'))
    for (const call of [texts.put(1, 'a'), texts.has(1), texts.read(1), texts.writtenAt(1)]) {
      await expect(call).rejects.toMatchObject({ name: 'AccessDenied' })
    }
    s3.on(GetObjectCommand).resolves({})
    await expect(texts.read(1)).rejects.toThrow('without the text 1 of segments')
  })
})
