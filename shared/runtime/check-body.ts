import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import * as z from 'zod/mini'
import type { FieldError } from '../contract/problems.ts'
import { Problem } from './problem.ts'

export const bodyLimitBytes = 16 * 1024

export function readJson(event: APIGatewayProxyEventV2): unknown {
  if (!event.body) return undefined
  const body = Buffer.from(event.body, event.isBase64Encoded ? 'base64' : 'utf8')
  if (body.length > bodyLimitBytes) throw new Problem('body-too-large')
  const mediaType = event.headers['content-type']?.split(';')[0]?.trim().toLowerCase()
  if (mediaType !== 'application/json') throw new Problem('unsupported-media-type')
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    throw new Problem('invalid-input')
  }
}

export function checkBody<Schema extends z.ZodMiniType>(
  schema: Schema,
  json: unknown,
): { value: z.output<Schema> } | { errors: FieldError[] } {
  const parsedBody = z.safeParse(schema, json)
  if (parsedBody.success) return { value: parsedBody.data }
  const errors = new Map<string, FieldError>()
  for (const issue of parsedBody.error.issues) {
    const field = String(issue.path[0] ?? '')
    if (field === '' || errors.has(field)) continue
    errors.set(field, { field, code: errorCodeOf(issue, json) } as FieldError)
  }
  return { errors: [...errors.values()] }
}

function errorCodeOf(issue: z.core.$ZodIssue, json: unknown): string {
  if (issue.code !== 'invalid_type') return issue.message
  const value = issue.path.reduce(
    (parent, key) => (parent as Record<PropertyKey, unknown>)[key],
    json,
  )
  return value === undefined || value === null ? 'required' : 'wrong-type'
}

export function readBody<Schema extends z.ZodMiniType>(schema: Schema, json: unknown) {
  const result = checkBody(schema, json)
  if ('errors' in result) throw new Problem('invalid-input', { errors: result.errors })
  return result.value
}
