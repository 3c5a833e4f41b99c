import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { readSecret } from '../adapters/secrets-manager.ts'
import { deriveKeys, type KeyGroup, type KeysOf, keyGroups } from '../domain/keys.ts'
import { clientDefaults } from './clients/defaults.ts'
import { once } from './once.ts'
import type { SecretName } from './resources.ts'

const client = new SecretsManagerClient(clientDefaults)

/** Begins to load while the function starts, beside other secrets; a failure is none before the first call. */
function early<Value>(load: () => Promise<Value>): () => Promise<Value> {
  const loaded = once(load)
  loaded().catch(() => {})
  return loaded
}

/** The purpose-bound keys of the groups that a function declared. */
export function derivedKeys<Names extends SecretName>({
  secrets,
}: {
  secrets: Readonly<Record<Names, string>>
}): () => Promise<KeysOf<Extract<Names, KeyGroup>>> {
  const named: Partial<Record<SecretName, string>> = secrets
  return early(async () => {
    const groups = keyGroups.map(async (group) => {
      const name = named[group]
      return name && deriveKeys(group, await readSecret(client, name))
    })
    return Object.assign({}, ...(await Promise.all(groups)))
  })
}

/** What CloudFront proves itself with. */
export function originToken(environment: {
  secrets: { originToken: string }
}): () => Promise<string> {
  return early(() => readSecret(client, environment.secrets.originToken))
}
