import { S3Client } from '@aws-sdk/client-s3'
import { clientDefaults } from './client-defaults.ts'

export function s3Client(): S3Client {
  return new S3Client(clientDefaults)
}
