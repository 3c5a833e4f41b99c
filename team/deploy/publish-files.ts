import {
  GetObjectCommand,
  PutObjectCommand,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3'
import { zipSync } from 'fflate'
import { digestOfFiles } from '../../shared/domain/ledger/seal.ts'
import { unzipped } from '../seal/read-functions.ts'
import { runSideBySide } from '../side-by-side.ts'
import { unlessGone } from '../unless-gone.ts'
import type { DeployedFile } from './read-assembly.ts'

const sideBySide = 4

/**
 * Puts what is not there yet, and reads all that is: nobody of the team can put anything else in its place.
 * @returns the keys under which something else stands
 */
export async function publishFiles(
  clientOf: (region: string) => S3Client,
  files: readonly DeployedFile[],
): Promise<string[]> {
  const others: string[] = []
  await runSideBySide(files, sideBySide, async (file) => {
    const client = clientOf(file.region)
    const found =
      (await read(client, file)) ?? (await put(client, file)) ?? (await read(client, file))
    if (found === 'put') return
    const isOurs = found && digestOfFiles(contentOf(found, file)) === digestOfFiles(file.content)
    if (!isOurs) others.push(file.key)
  })
  return others
}

function contentOf(found: Uint8Array, { isZip }: DeployedFile): Map<string, Uint8Array> {
  // Not by its bytes: they depend on what packed it, and on the machine.
  if (!isZip) return new Map([['', found]])
  try {
    return unzipped(found)
  } catch {
    return new Map()
  }
}

async function read(
  client: S3Client,
  { bucket: Bucket, key: Key }: DeployedFile,
): Promise<Uint8Array | undefined> {
  const object = () => client.send(new GetObjectCommand({ Bucket, Key }))
  return (await unlessGone(object, 'NoSuchKey'))?.Body?.transformToByteArray()
}

/** @returns undefined when something stands there by now */
async function put(client: S3Client, file: DeployedFile): Promise<'put' | undefined> {
  const { bucket: Bucket, key: Key } = file
  try {
    await client.send(new PutObjectCommand({ Bucket, Key, Body: bytesOf(file), IfNoneMatch: '*' }))
    return 'put'
  } catch (error) {
    const isTaken =
      error instanceof S3ServiceException &&
      ['PreconditionFailed', 'ConditionalRequestConflict'].includes(error.name)
    if (isTaken) return undefined
    throw error
  }
}

/** Without rights of files, Lambda could read none. */
const readable = { os: 3, attrs: 0o100644 << 16, mtime: '1980-01-01' }

function bytesOf({ content, isZip }: DeployedFile): Uint8Array {
  if (!isZip) return content.get('') as Uint8Array
  return zipSync(Object.fromEntries([...content].map(([path, bytes]) => [path, [bytes, readable]])))
}
