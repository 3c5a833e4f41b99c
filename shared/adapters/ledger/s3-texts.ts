import {
  GetObjectCommand,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  type ObjectVersion,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3'
import {
  findLastNumber,
  type NumberedTexts,
  type StoredText,
} from '../../domain/ledger/numbered-texts.ts'

const keyDigits = 9

export function s3Texts(client: S3Client, Bucket: string, folder: string): NumberedTexts {
  let lastNumber = 0
  const keyOf = (number: number) => `${folder}/${String(number).padStart(keyDigits, '0')}`

  async function* pagesOf(Prefix: string) {
    let page: Partial<ListObjectVersionsCommandOutput> = {}
    do {
      const { NextKeyMarker: KeyMarker, NextVersionIdMarker: VersionIdMarker } = page
      const from = { Bucket, Prefix, KeyMarker, VersionIdMarker }
      page = await client.send(new ListObjectVersionsCommand(from))
      yield page
    } while (page.IsTruncated)
  }

  async function* listTexts(prefix: string): AsyncGenerator<StoredText> {
    const objects: ObjectVersion[] = []
    for await (const { Versions = [], DeleteMarkers = [] } of pagesOf(prefix)) {
      objects.push(...DeleteMarkers.map(({ Key }) => ({ Key })), ...Versions)
    }
    const versionsByName = Map.groupBy(objects, ({ Key = '' }) => Key)
    for (const name of [...versionsByName.keys()].sort()) {
      const allVersions = versionsByName.get(name) ?? []
      const versions = allVersions.filter(({ VersionId }) => VersionId !== undefined)
      // S3 lists the versions of a key latest first.
      const { VersionId: firstId, LastModified: writtenAt } = versions.at(-1) ?? {}
      const isDeleted = versions.length < allVersions.length
      const number = numberOf(name)
      yield { name, number, firstId, writtenAt, versionCount: versions.length, isDeleted }
    }
  }

  function numberOf(name: string): number | undefined {
    const paddedNumber = name.slice(folder.length + 1)
    return /^\d{9}$/.test(paddedNumber) ? Number(paddedNumber) : undefined
  }

  async function find(number: number): Promise<StoredText | undefined> {
    for await (const text of listTexts(keyOf(number))) {
      // A text under a delete marker counts too: S3 would accept a second put there, which would fork the ledger.
      if (text.number === number && text.firstId) return text
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
        lastNumber = Math.max(lastNumber, number)
        return true
      } catch (error) {
        if (isNumberTaken(error)) return false
        throw error
      }
    },

    find,

    async lastNumber() {
      const numberExists = async (number: number) => (await find(number)) !== undefined
      lastNumber = Math.max(lastNumber, await findLastNumber(numberExists, lastNumber))
      return lastNumber
    },

    async read(number, id) {
      const Key = keyOf(number)
      const VersionId = id ?? (await find(number))?.firstId
      if (VersionId === undefined) throw new Error(`No ${Key} in S3`)
      const { Body } = await client.send(new GetObjectCommand({ Bucket, Key, VersionId }))
      if (!Body) throw new Error(`No body of ${Key}`)
      return Body.transformToString()
    },

    list: () => listTexts(`${folder}/`),
  }
}

/** `ConditionalRequestConflict`: another request for this key was under way, and may have written it. */
function isNumberTaken(error: unknown): boolean {
  const { name } = error as Error
  return name === 'PreconditionFailed' || name === 'ConditionalRequestConflict'
}
