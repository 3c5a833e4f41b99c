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
import type { NumberedTexts, StoredText, StoredTexts } from '../../domain/ledger/numbered-texts.ts'

/** So that keys are in the order of their numbers. */
const digits = 9

/**
 * Objects of a bucket that keeps each as it was put.
 * @param folder of their keys: `segments/000000001`
 */
export function s3Texts(client: S3Client, bucket: string, folder: string): LedgerSegments {
  const where = (number: number) => ({ Bucket: bucket, Key: keyOf(folder, number) })
  return {
    ...s3TextReader(client, bucket, folder),

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

    async writtenAt(number) {
      try {
        return (await client.send(new HeadObjectCommand(where(number)))).LastModified
      } catch (error) {
        if (error instanceof NotFound) return undefined
        throw error
      }
    },
  }
}

export function s3TextReader(
  client: S3Client,
  bucket: string,
  folder: string,
): Pick<NumberedTexts, 'has' | 'read'> {
  return {
    async has(number) {
      const Key = keyOf(folder, number)
      try {
        await client.send(new HeadObjectCommand({ Bucket: bucket, Key }))
        return true
      } catch (error) {
        if (!(error instanceof NotFound)) throw error
        // Over a delete marker a conditional put succeeds, and the ledger would fork there. A key that nobody put may
        // have a marker too: that number is free.
        return isDeleteMarker(error) && (await versionsOf(Key)).length > 0
      }
    },

    async read(number) {
      const key = keyOf(folder, number)
      const first = (await versionsOf(key)).at(-1)
      if (first === undefined) throw new Error(`No ${key} in S3`)
      return readVersion(client, bucket, key, first)
    },
  }

  /** Ids of the versions of one object, the latest first. */
  async function versionsOf(key: string): Promise<string[]> {
    const versions: string[] = []
    for await (const { Versions = [] } of pagesOf(client, bucket, key)) {
      for (const { Key, VersionId = '' } of Versions) if (Key === key) versions.push(VersionId)
    }
    return versions
  }
}

/** As `s3Texts`: whatever is in that folder. */
export function s3StoredTexts(client: S3Client, bucket: string, folder: string): StoredTexts {
  return {
    readVersion: (number, id) => readVersion(client, bucket, keyOf(folder, number), id),

    async *list() {
      let stored: StoredText | undefined
      for await (const page of pagesOf(client, bucket, `${folder}/`)) {
        const { Versions = [], DeleteMarkers = [] } = page
        const markers = DeleteMarkers.map(({ Key }) => ({ Key, VersionId: undefined }))
        // Both by key, the latest first: the first version of an object is the last.
        for (const { Key: name = '', VersionId } of byKey([...markers, ...Versions])) {
          if (stored?.name !== name) {
            if (stored) yield stored
            const digits = name.slice(folder.length + 1)
            const number = /^\d{9}$/.test(digits) ? Number(digits) : undefined
            stored = { name, number, first: undefined, versions: 0, isDeleted: false }
          }
          if (VersionId === undefined) stored.isDeleted = true
          else stored = { ...stored, first: VersionId, versions: stored.versions + 1 }
        }
      }
      if (stored) yield stored
    },
  }
}

const byKey = (objects: { Key?: string | undefined; VersionId?: string | undefined }[]) =>
  objects.sort(
    (one, other) => Number(`${one.Key}` > `${other.Key}`) - Number(`${one.Key}` < `${other.Key}`),
  )

async function readVersion(client: S3Client, Bucket: string, Key: string, VersionId: string) {
  const { Body } = await client.send(new GetObjectCommand({ Bucket, Key, VersionId }))
  if (!Body) throw new Error(`No body of ${Key}`)
  return Body.transformToString()
}

async function* pagesOf(client: S3Client, Bucket: string, Prefix: string) {
  let page: Partial<ListObjectVersionsCommandOutput> = {}
  do {
    page = await client.send(
      new ListObjectVersionsCommand({
        Bucket,
        Prefix,
        KeyMarker: page.NextKeyMarker,
        VersionIdMarker: page.NextVersionIdMarker,
      }),
    )
    yield page
  } while (page.IsTruncated)
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
