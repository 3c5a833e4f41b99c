import * as z from 'zod/mini'
import { electionFile } from '../domain/election/election.ts'

/** The part of JSON Schema that election.json needs. */
export interface JsonSchema {
  type?: string
  description?: string
  format?: string
  pattern?: string
  default?: unknown
  examples?: unknown[]
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  minItems?: number
  properties?: Record<string, JsonSchema>
  required?: string[]
  items?: JsonSchema
}

let schema: JsonSchema | undefined

export function readElectionSchema(): JsonSchema {
  schema ??= z.toJSONSchema(electionFile, { io: 'input', target: 'draft-7' }) as JsonSchema
  return schema
}

/** `ballots[].id`; of a place in the file, the field that it is. */
export function fieldAt(path: readonly (string | number)[]): string {
  return path
    .map((step, index) => (typeof step === 'number' ? '[]' : `${index > 0 ? '.' : ''}${step}`))
    .join('')
}

/** Of the field at `path`; undefined when no such field is known. */
export function schemaAt(path: readonly (string | number)[]): JsonSchema | undefined {
  return path.reduce<JsonSchema | undefined>((above, step) => {
    if (typeof step === 'number') return above?.items
    const { properties = {} } = above ?? {}
    return Object.hasOwn(properties, step) ? properties[step] : undefined
  }, readElectionSchema())
}
