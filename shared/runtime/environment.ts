import * as z from 'zod/mini'

/** What the construct of a function must set: the input of the function's own schema. */
export type EnvironmentOf<Schema extends z.ZodMiniType> = z.input<Schema>

export const name = z.string().check(z.minLength(1))

/** Every function behind the gateway checks that requests come through CloudFront. */
export const httpEnvironment = { ORIGIN_TOKEN_SECRET: name }

/** For the functions that compute or check keyed hashes. */
export const keysEnvironment = { MASTER_KEY_SECRET: name }

/** For the consumers of a queue, which put back what they cannot finish. */
export const consumerEnvironment = { QUEUE_URL: name }

/**
 * Parsed once, at cold start.
 * @throws Error that names the variables that are missing, never their values
 */
export function readEnvironment<Schema extends z.ZodMiniType>(schema: Schema): z.output<Schema> {
  const parsed = z.safeParse(schema, process.env)
  if (parsed.success) return parsed.data
  const names = parsed.error.issues.map((issue) => issue.path.join('.'))
  throw new Error(`Environment variables missing or wrong: ${names.join(', ')}`)
}
