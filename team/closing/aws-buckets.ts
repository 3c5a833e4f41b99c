import {
  DeleteBucketCommand,
  DeleteObjectsCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  type S3Client,
} from '@aws-sdk/client-s3'
import type { Destroyer } from './destroyed-and-kept.ts'

/** Of buckets without versions. */
export function bucketDestroyer(client: S3Client): Destroyer {
  // Only our own: once it is gone, its name may be anybody's.
  async function isOurs(name: string): Promise<boolean> {
    const { Buckets = [] } = await client.send(new ListBucketsCommand({ Prefix: name }))
    return Buckets.some(({ Name }) => Name === name)
  }

  return {
    look: async (name) => ((await isOurs(name)) ? {} : undefined),

    async destroy(Bucket) {
      if (!(await isOurs(Bucket))) return
      while (true) {
        const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket }))
        if (Contents.length === 0) break
        const Objects = Contents.map(({ Key }) => ({ Key }))
        const { Errors = [] } = await client.send(
          new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }),
        )
        // Else it would be asked for again and again.
        if (Errors[0]) throw Object.assign(new Error(), { name: Errors[0].Code ?? 'Error' })
      }
      await client.send(new DeleteBucketCommand({ Bucket }))
    },
  }
}
