import {
  GetObjectCommand,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  type ObjectVersion,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3'
import {
  lastNumber,
  type NumberedTexts,
  type StoredText,
} from '../../domain/ledger/numbered-texts.ts'

/** Keys are padded so that they sort by number. */
const digits = 9

export function s3Texts(client: S3Client, Bucket: string, folder: string): NumberedTexts {
  /** Remembered while the process lives, since a number is never free again. */
  let last = 0
  const keyOf = (number: number) => `${folder}/${String(number).padStart(digits, '0')}`

  async function* pagesOf(Prefix: string) {
    let page: Partial<ListObjectVersionsCommandOutput> = {}
    do {
      const { NextKeyMarker: KeyMarker, NextVersionIdMarker: VersionIdMarker } = page
      const from = { Bucket, Prefix, KeyMarker, VersionIdMarker }
      page = await client.send(new ListObjectVersionsCommand(from))
      yield page
    } while (page.IsTruncated)
  }

  async function* textsIn(prefix: string): AsyncGenerator<StoredText> {
    let stored: StoredText | undefined
    for await (const { Versions = [], DeleteMarkers = [] } of pagesOf(prefix)) {
      const markers = DeleteMarkers.map(({ Key }) => ({ Key }))
      // S3 lists the versions of a key latest first.
      for (const { Key: name = '', VersionId, LastModified } of byKey(markers, Versions)) {
        if (stored?.name !== name) {
          if (stored) yield stored
          stored = { name, number: numberIn(name), first: undefined, versions: 0, isDeleted: false }
        }
        if (VersionId === undefined) stored.isDeleted = true
        else {
          const versions = stored.versions + 1
          stored = { ...stored, versions, first: VersionId, writtenAt: LastModified }
        }
      }
    }
    if (stored) yield stored
  }

  function numberIn(name: string): number | undefined {
    const padded = name.slice(folder.length + 1)
    return /^\d{9}$/.test(padded) ? Number(padded) : undefined
  }

  async function find(number: number): Promise<StoredText | undefined> {
    for await (const text of textsIn(keyOf(number))) {
      // A marker without any version leaves the number free. A conditional put over a deleted version succeeds, and
      // would fork the ledger.
      if (text.number === number && text.first) return text
    }
    return undefined
  }

  return {
    async put(number, text) {
      try {
        const ContentType = 'text/plain; charset=utf-8'
        // Without this condition, S3 would store a second version.
        const object = { Bucket, Key: keyOf(number), Body: text, ContentType, IfNoneMatch: '*' }
        await client.send(new PutObjectCommand(object))
        last = Math.max(last, number)
        return true
      } catch (error) {
        if (isNumberTaken(error)) return false
        throw error
      }
    },

    find,

    async last() {
      const found = await lastNumber(async (number) => (await find(number)) !== undefined, last)
      last = Math.max(last, found)
      return last
    },

    async read(number, id) {
      const Key = keyOf(number)
      const VersionId = id ?? (await find(number))?.first
      if (VersionId === undefined) throw new Error(`No ${Key} in S3`)
      const { Body } = await client.send(new GetObjectCommand({ Bucket, Key, VersionId }))
      if (!Body) throw new Error(`No body of ${Key}`)
      return Body.transformToString()
    },

    list: () => textsIn(`${folder}/`),
  }
}

const byKey = (...objects: ObjectVersion[][]) =>
  objects
    .flat()
    .sort(
      (one, other) => Number(`${one.Key}` > `${other.Key}`) - Number(`${one.Key}` < `${other.Key}`),
    )

/** True if the object exists or another writer is putting it at this moment. */
function isNumberTaken(error: unknown): boolean {
  const { name } = error as Error
  return name === 'PreconditionFailed' || name === 'ConditionalRequestConflict'
}
