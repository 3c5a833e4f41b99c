import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  NotFound,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3'
import type { LedgerSegments } from '../../domain/ledger/ledger-writer.ts'
import type { NumberedTexts, StoredText } from '../../domain/ledger/numbered-texts.ts'

/** So that keys are in the order of their numbers. */
const digits = 9

/**
 * Objects of a bucket that keeps each as it was put.
 * @param folder of their keys: `segments/000000001`
 */
export function s3Texts(client: S3Client, bucket: string, folder: string): LedgerSegments {
  const where = (number: number) => ({ Bucket: bucket, Key: keyOf(folder, number) })
  return {
    async put(number, text) {
      try {
        await client.send(
          new PutObjectCommand({
            ...where(number),
            Body: text,
            ContentType: 'text/plain; charset=utf-8',
            // A version over another one would be kept beside it.
            IfNoneMatch: '*',
          }),
        )
        return true
      } catch (error) {
        if (isTaken(error)) return false
        throw error
      }
    },

    async has(number) {
      try {
        await client.send(new HeadObjectCommand(where(number)))
        return true
      } catch (error) {
        if (!(error instanceof NotFound)) throw error
        // Over a delete marker a conditional put succeeds, and the ledger would fork there. A key that nobody put may
        // have a marker too: that number is free.
        return isDeleteMarker(error) && (await versionsOf(keyOf(folder, number))).length > 0
      }
    },

    async read(number, first) {
      const Key = keyOf(folder, number)
      const VersionId = first ?? (await versionsOf(Key)).at(-1)
      if (VersionId === undefined) throw new Error(`No text ${number} of ${folder} in S3`)
      const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key, VersionId }))
      if (!Body) throw new Error(`S3 answered without the text ${number} of ${folder}`)
      return Body.transformToString()
    },

    async writtenAt(number) {
      try {
        return (await client.send(new HeadObjectCommand(where(number)))).LastModified
      } catch (error) {
        if (error instanceof NotFound) return undefined
        throw error
      }
    },

    async *list() {
      let stored: StoredText | undefined
      for await (const { Key: name, VersionId } of listed(`${folder}/`)) {
        if (stored?.name !== name) {
          if (stored) yield stored
          const digits = name.slice(folder.length + 1)
          const number = /^\d{9}$/.test(digits) ? Number(digits) : undefined
          stored = { name, number, first: undefined, versions: 0, isDeleted: false }
        }
        if (VersionId === undefined) stored.isDeleted = true
        else stored = { ...stored, first: VersionId, versions: stored.versions + 1 }
      }
      if (stored) yield stored
    },
  }

  /** Ids of the versions of one object, the latest first. */
  async function versionsOf(key: string): Promise<string[]> {
    const versions: string[] = []
    for await (const { Key, VersionId } of listed(key)) {
      if (Key === key && VersionId !== undefined) versions.push(VersionId)
    }
    return versions
  }

  /** By key, the latest first; a delete marker is listed without an id. */
  async function* listed(Prefix: string): AsyncGenerator<{ Key: string; VersionId?: string }> {
    let page: ListObjectVersionsCommandOutput | undefined
    do {
      const { NextKeyMarker: KeyMarker, NextVersionIdMarker: VersionIdMarker } = page ?? {}
      const input = { Bucket: bucket, Prefix, KeyMarker, VersionIdMarker }
      page = await client.send(new ListObjectVersionsCommand(input))
      const { Versions = [], DeleteMarkers = [] } = page
      const versions = Versions.map(({ Key = '', VersionId = 'null' }) => ({ Key, VersionId }))
      const both = [...DeleteMarkers.map(({ Key = '' }) => ({ Key })), ...versions]
      yield* both.sort((one, other) => Number(one.Key > other.Key) - Number(one.Key < other.Key))
    } while (page.IsTruncated)
  }
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html */
function isDeleteMarker({ $response }: NotFound): boolean {
  return $response?.headers['x-amz-delete-marker'] === 'true'
}

function keyOf(folder: string, number: number): string {
  return `${folder}/${String(number).padStart(digits, '0')}`
}

/**
 * It is there, or somebody else puts it at this moment.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
function isTaken(error: unknown): boolean {
  const { name } = error as Error
  return name === 'PreconditionFailed' || name === 'ConditionalRequestConflict'
}
