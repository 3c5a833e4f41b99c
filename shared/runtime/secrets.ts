import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { readSecret } from '../adapters/secrets-manager.ts'
import { deriveKeys, type Keys } from '../domain/keys.ts'
import { clientDefaults } from './clients/defaults.ts'
import { once } from './once.ts'

const client = new SecretsManagerClient(clientDefaults)

/** The purpose-bound keys, derived at the first call. */
export function derivedKeys(environment: { secrets: { masterKey: string } }): () => Promise<Keys> {
  return once(async () => deriveKeys(await readSecret(client, environment.secrets.masterKey)))
}

/** What CloudFront proves itself with, read at the first call. */
export function originToken(environment: {
  secrets: { originToken: string }
}): () => Promise<string> {
  return once(() => readSecret(client, environment.secrets.originToken))
}
