import * as z from 'zod/mini'

/** Accepts short secrets, since the identity provider chooses them. */
export function parseClientSecret(text: string): string {
  try {
    return z.object({ current: z.string().check(z.minLength(1)) }).parse(JSON.parse(text)).current
  } catch {
    throw new ClientSecretError('The secret is not JSON with a text under "current"')
  }
}

class ClientSecretError extends Error {
  override name = 'ClientSecretError'
}
