import * as z from 'zod/mini'
import { readSecret } from '../../shared/adapters/secrets-manager.ts'
import { secretsClient } from '../../shared/runtime/secrets.ts'

/** Accepts short secrets, since the identity provider chooses them. */
export async function readClientSecret(name: string): Promise<string> {
  const text = await readSecret(secretsClient, name)
  try {
    return z.object({ current: z.string().check(z.minLength(1)) }).parse(JSON.parse(text)).current
  } catch {
    throw new ClientSecretError('It is no JSON with a text under "current"')
  }
}

class ClientSecretError extends Error {
  override name = 'ClientSecretError'
}
