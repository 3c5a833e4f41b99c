import type { KeyObject } from 'node:crypto'
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import * as z from 'zod/mini'
import { readSecret, writeSecret } from '../adapters/secrets-manager.ts'
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

const client = new SecretsManagerClient(clientDefaults)

function preload<Value>(load: () => Promise<Value>): () => Promise<Value> {
  const cachedLoad = cacheLoad(load)
  cachedLoad().catch(() => {})
  return cachedLoad
}

async function readRing(name: string): Promise<KeyRing> {
  return readKeyRing(await readSecret(client, name))
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

export function ringStore<Names extends SecretName>({
  secrets,
}: {
  secrets: Readonly<Record<Names, string>>
}): { read(name: Names): Promise<KeyRing>; write(name: Names, ring: KeyRing): Promise<void> } {
  return {
    read: (name) => readRing(secrets[name]),
    write: (name, ring) => writeSecret(client, secrets[name], JSON.stringify(ring)),
  }
}

/** Accepts short secrets, since the identity provider chooses them. */
export async function staffClientSecret({
  secrets,
}: {
  secrets: { staffClientSecret: string }
}): Promise<string> {
  const text = await readSecret(client, secrets.staffClientSecret)
  try {
    return z.object({ current: z.string().check(z.minLength(1)) }).parse(JSON.parse(text)).current
  } catch {
    throw new ClientSecretError('It is no JSON with a text under "current"')
  }
}

class ClientSecretError extends Error {
  override name = 'ClientSecretError'
}

export function originTokens(environment: {
  secrets: { originToken: string }
}): () => Promise<OriginTokens> {
  return preload(async () => ringVersions(await readRing(environment.secrets.originToken)))
}
