import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { readSecret } from '../adapters/secrets-manager.ts'
import { deriveKeys, type Keys } from '../domain/keys.ts'
import { clientDefaults } from './clients/defaults.ts'
import { once } from './once.ts'

const client = new SecretsManagerClient(clientDefaults)

/** Begins to load while the function starts, beside other secrets; a failure is none before the first call. */
function early<Value>(load: () => Promise<Value>): () => Promise<Value> {
  const loaded = once(load)
  loaded().catch(() => {})
  return loaded
}

/** The purpose-bound keys. */
export function derivedKeys(environment: { secrets: { masterKey: string } }): () => Promise<Keys> {
  return early(async () => deriveKeys(await readSecret(client, environment.secrets.masterKey)))
}

/** What CloudFront proves itself with. */
export function originToken(environment: {
  secrets: { originToken: string }
}): () => Promise<string> {
  return early(() => readSecret(client, environment.secrets.originToken))
}
