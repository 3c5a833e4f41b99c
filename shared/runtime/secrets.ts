import type { KeyObject } from 'node:crypto'
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { readSecret } from '../adapters/secrets-manager.ts'
import type { ElectionMode } from '../domain/election-mode.ts'
import {
  deriveKey,
  deriveKeys,
  type KeyGroup,
  type KeyRing,
  type KeysOf,
  keyGroups,
  type OriginTokens,
  readKeyRing,
  ringVersions,
} from '../domain/keys.ts'
import { cacheLoad } from './cached-reads.ts'
import { clientDefaults } from './clients/client-defaults.ts'
import type { SecretName } from './resources.ts'

export const secretsClient = new SecretsManagerClient(clientDefaults)

function preload<Value>(load: () => Promise<Value>): () => Promise<Value> {
  const cachedLoad = cacheLoad(load)
  cachedLoad().catch(() => {})
  return cachedLoad
}

export async function readRing(name: string): Promise<KeyRing> {
  return readKeyRing(await readSecret(secretsClient, name))
}

export type DerivedKeys<Names extends SecretName> = KeysOf<Extract<Names, KeyGroup>> &
  ('fileCodeKey' extends Names ? { 'file-code': KeyObject } : unknown)

export function derivedKeys<Names extends SecretName>(
  { secrets }: { secrets: Readonly<Record<Names, string>> },
  election: { readonly mode: ElectionMode },
): () => Promise<DerivedKeys<Names>> {
  const names: Partial<Record<SecretName, string>> = secrets
  return preload(async () => {
    const groups = keyGroups.map(async (group) => {
      const name = names[group]
      return name && deriveKeys(group, await readRing(name), election.mode)
    })
    return Object.assign({}, ...(await Promise.all([...groups, fileCodeKey(names.fileCodeKey)])))
  })
}

async function fileCodeKey(name: string | undefined): Promise<object> {
  return name ? { 'file-code': deriveKey((await readRing(name)).current, 'file-code') } : {}
}

export function originTokens(environment: {
  secrets: { originToken: string }
}): () => Promise<OriginTokens> {
  return preload(async () => ringVersions(await readRing(environment.secrets.originToken)))
}
