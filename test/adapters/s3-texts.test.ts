import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clientDefaults } from '../../local/emulators.ts'
import { startQueues } from '../../local/queue-emulator.ts'
import type { Emulator } from '../../local/table-emulator.ts'
import { s3Texts } from '../../shared/adapters/ledger/s3-texts.ts'
import { mockedClients } from '../fakes/mocked-clients.ts'
import { textsContract } from './texts.contract.ts'

describe('numbered texts, in the embedded S3', () => {
  let emulator: Emulator
  let s3: S3Client
  let folders = 0
  const Bucket = 'texts'
  const keyOf = (number: number) => `folder-${folders}/${String(number).padStart(9, '0')}`
  const textsOf = (client: S3Client) => s3Texts(client, Bucket, `folder-${folders}`)
  const open = () => {
    folders++
    return textsOf(s3)
  }

  beforeAll(async () => {
    emulator = await startQueues(undefined)
    s3 = new S3Client({ ...clientDefaults, endpoint: emulator.endpoint })
    await s3.send(new CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket: true }))
  })
  afterAll(async () => {
    s3?.destroy()
    await emulator?.stop()
  })

  textsContract(async () => ({
    texts: open(),
    putOver: (number, Body) => {
      const where = { Bucket, Key: keyOf(number) }
      return Body === undefined
        ? s3.send(new DeleteObjectCommand(where))
        : s3.send(new PutObjectCommand({ ...where, Body }))
    },
  }))

  it('a delete marker alone takes no number, and is listed', async () => {
    const texts = open()
    await s3.send(new DeleteObjectCommand({ Bucket, Key: keyOf(1) }))
    expect([await texts.find(1), await texts.lastNumber()]).toEqual([undefined, 0])
    const name = keyOf(1)
    const marker = { name, number: 1, first: undefined, versionCount: 0, isDeleted: true }
    expect(await Array.fromAsync(texts.list())).toEqual([marker])
    expect(await texts.put(1, 'a')).toBe(true)
    expect(await texts.read(1)).toBe('a')
  })
})

describe('a text in S3', () => {
  const client = new S3Client({ region: 'eu-west-3' })
  const s3 = mockedClients(client)
  const texts = s3Texts(client, 'ledger', 'segments')
  const refused = (name: string) =>
    new S3ServiceException({ name, $fault: 'client', $metadata: {} })

  it('is put under its padded number, never over another', async () => {
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
    'is not put if another writer has put it, or does at this moment: %s',
    async (name) => {
      s3.on(PutObjectCommand).rejects(refused(name))
      expect(await texts.put(1, 'a')).toBe(false)
    },
  )

  it('is not taken for absent after a failure', async () => {
    s3.rejects(refused('AccessDenied'))
    for (const call of [
      texts.put(1, 'a'),
      texts.lastNumber(),
      texts.find(1),
      texts.read(1),
      texts.read(1, 'first'),
    ]) {
      await expect(call).rejects.toMatchObject({ name: 'AccessDenied' })
    }
    s3.on(GetObjectCommand).resolves({})
    await expect(texts.read(1, 'first')).rejects.toThrow('No body of segments/000000001')
    s3.on(ListObjectVersionsCommand).resolves({})
    await expect(texts.read(1)).rejects.toThrow('No segments/000000001 in S3')
  })

  it('is listed once, though its versions span two pages', async () => {
    const version = (number: number, VersionId: string) => ({
      ...{ Key: `segments/00000000${number}`, VersionId, LastModified: new Date(0) },
    })
    const next = { NextKeyMarker: 'segments/000000002', NextVersionIdMarker: 'later' }
    s3.on(ListObjectVersionsCommand).resolves({
      Versions: [version(1, 'first'), version(2, 'later')],
      ...{ IsTruncated: true, ...next },
    })
    const { NextKeyMarker: KeyMarker, NextVersionIdMarker: VersionIdMarker } = next
    s3.on(ListObjectVersionsCommand, { KeyMarker, VersionIdMarker }).resolves({
      Versions: [version(2, 'first'), version(3, 'first')],
      DeleteMarkers: [version(3, 'marker')],
    })
    const listed = await Array.fromAsync(texts.list())
    expect(listed).toMatchObject([
      { number: 1, firstId: 'first', versionCount: 1, isDeleted: false },
      { number: 2, firstId: 'first', versionCount: 2, isDeleted: false },
      { number: 3, firstId: 'first', versionCount: 1, isDeleted: true },
    ])
  })
})
