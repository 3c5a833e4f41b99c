import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  NotFound,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3'
import type { NumberedTexts, StoredText } from '../../domain/ledger/numbered-texts.ts'

/** Keys are padded so that they sort by number. */
const digits = 9

export function s3Texts(client: S3Client, Bucket: string, folder: string): NumberedTexts {
  const keyOf = (number: number) => `${folder}/${String(number).padStart(digits, '0')}`
  const objectOf = (number: number) => ({ Bucket, Key: keyOf(number) })

  async function headOf(number: number) {
    try {
      return await client.send(new HeadObjectCommand(objectOf(number)))
    } catch (error) {
      if (error instanceof NotFound) return error
      throw error
    }
  }

  async function* pagesOf(Prefix: string) {
    let page: Partial<ListObjectVersionsCommandOutput> = {}
    do {
      const { NextKeyMarker: KeyMarker, NextVersionIdMarker: VersionIdMarker } = page
      const from = { Bucket, Prefix, KeyMarker, VersionIdMarker }
      page = await client.send(new ListObjectVersionsCommand(from))
      yield page
    } while (page.IsTruncated)
  }

  async function versionsOf(number: number): Promise<string[]> {
    const key = keyOf(number)
    const versions: string[] = []
    for await (const { Versions = [] } of pagesOf(key)) {
      for (const { Key, VersionId = '' } of Versions) if (Key === key) versions.push(VersionId)
    }
    return versions
  }

  async function readVersion(number: number, VersionId: string): Promise<string> {
    const { Body } = await client.send(new GetObjectCommand({ ...objectOf(number), VersionId }))
    if (!Body) throw new Error(`No body of ${keyOf(number)}`)
    return Body.transformToString()
  }

  return {
    async put(number, text) {
      try {
        const ContentType = 'text/plain; charset=utf-8'
        // Without this condition, S3 would store a second version.
        const object = { ...objectOf(number), Body: text, ContentType, IfNoneMatch: '*' }
        await client.send(new PutObjectCommand(object))
        return true
      } catch (error) {
        if (isNumberTaken(error)) return false
        throw error
      }
    },

    async writtenAt(number) {
      const head = await headOf(number)
      return head instanceof NotFound ? undefined : head.LastModified
    },

    async has(number) {
      const head = await headOf(number)
      if (!(head instanceof NotFound)) return true
      // A conditional put over a delete marker succeeds and would fork the ledger. A marker without any version leaves
      // the number free.
      return isDeleteMarker(head) && (await versionsOf(number)).length > 0
    },

    async read(number) {
      const first = (await versionsOf(number)).at(-1)
      if (first === undefined) throw new Error(`No ${keyOf(number)} in S3`)
      return readVersion(number, first)
    },

    readVersion,

    async *list() {
      let stored: StoredText | undefined
      for await (const page of pagesOf(`${folder}/`)) {
        const { Versions = [], DeleteMarkers = [] } = page
        const markers = DeleteMarkers.map(({ Key }) => ({ Key, VersionId: undefined }))
        // S3 lists the versions of a key latest first.
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

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html */
function isDeleteMarker({ $response }: NotFound): boolean {
  return $response?.headers['x-amz-delete-marker'] === 'true'
}

/** True if the object exists or another writer is putting it at this moment. */
function isNumberTaken(error: unknown): boolean {
  const { name } = error as Error
  return name === 'PreconditionFailed' || name === 'ConditionalRequestConflict'
}
