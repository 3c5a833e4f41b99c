import {
  GetObjectCommand,
  HeadObjectCommand,
  NotFound,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3'
import type { LedgerSegments } from '../../domain/ledger/ledger-writer.ts'

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
            // A version over another one would be kept beside it, and be read in its place.
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
        if (error instanceof NotFound) return false
        throw error
      }
    },

    async read(number) {
      const { Body } = await client.send(new GetObjectCommand(where(number)))
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
  }
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
