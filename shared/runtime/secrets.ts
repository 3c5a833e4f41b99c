import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { readSecret } from '../adapters/secrets-manager.ts'
import { deriveKeys, type Keys } from '../domain/keys.ts'
import { once } from './settings.ts'

/** The purpose-bound keys, derived at the first call. */
export function derivedKeys(
  client: SecretsManagerClient,
  { MASTER_KEY_SECRET }: { MASTER_KEY_SECRET: string },
): () => Promise<Keys> {
  return once(async () => deriveKeys(await readSecret(client, MASTER_KEY_SECRET)))
}

/** What CloudFront proves itself with, read at the first call. */
export function originToken(
  client: SecretsManagerClient,
  { ORIGIN_TOKEN_SECRET }: { ORIGIN_TOKEN_SECRET: string },
): () => Promise<string> {
  return once(() => readSecret(client, ORIGIN_TOKEN_SECRET))
}
