import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { readSecret } from '../adapters/secrets-manager.ts'
import { deriveKeys, type Keys } from '../domain/keys.ts'
import { once } from './settings.ts'

/** The purpose-bound keys, derived at the first call from the secret of that name. */
export function derivedKeys(client: SecretsManagerClient, secretName: string): () => Promise<Keys> {
  return once(async () => deriveKeys(await readSecret(client, secretName)))
}

export function httpSecrets(
  client: SecretsManagerClient,
  settings: { MASTER_KEY_SECRET: string; ORIGIN_TOKEN_SECRET: string },
) {
  return {
    keys: derivedKeys(client, settings.MASTER_KEY_SECRET),
    originToken: once(() => readSecret(client, settings.ORIGIN_TOKEN_SECRET)),
  }
}
