import { join } from 'node:path'

/** Members that an open page sends to a route, and those it relies on in each successful answer. */
export interface Reliance {
  sends: string[]
  reads: Record<string, string[]>
}

export type Contract = Record<string, Reliance>

export const contractFile = join(import.meta.dirname, '..', 'golden', 'released-contract.json')

interface Schema {
  $ref?: string
  required?: string[]
  properties?: Record<string, Schema>
  items?: Schema
}

interface Media {
  content?: Record<string, { schema: Schema }>
}

interface Document {
  paths: Record<string, Record<string, { requestBody?: Media; responses: Record<string, Media> }>>
  components: { schemas: Record<string, Schema> }
}

export function contractOf(openapi: string): Contract {
  const { paths, components } = JSON.parse(openapi) as Document

  /** Returns the names of the required members, such as `session.expiresAt` or `ballots[].id`. */
  function members(schema: Schema = {}): string[] {
    const { required = [], properties = {}, items, $ref } = schema
    if ($ref) return members(components.schemas[$ref.replace(/^.*\//, '')])
    if (items) return members(items).map((name) => `[].${name}`)
    return required.flatMap((name) => [
      name,
      ...members(properties[name]).map((inner) => `${name}.${inner}`.replace('.[]', '[]')),
    ])
  }
  const inJson = ({ content = {} }: Media) => members(content['application/json']?.schema).sort()

  return Object.fromEntries(
    Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { requestBody = {}, responses }]) => [
        `${method.toUpperCase()} ${path}`,
        {
          sends: inJson(requestBody),
          reads: Object.fromEntries(
            Object.entries(responses)
              .filter(([status]) => status.startsWith('2'))
              .map(([status, answer]) => [status, inJson(answer)]),
          ),
        },
      ]),
    ),
  )
}

/** Lists what a page of the previous version would miss or not send. */
export function breakingChanges(after: Contract, before: Contract): string[] {
  return Object.entries(before).flatMap(([route, { sends, reads }]) => {
    const now = after[route]
    if (!now) return [`${route} is gone`]
    return [
      ...now.sends.filter((name) => !sends.includes(name)).map((name) => `${route} asks ${name}`),
      ...Object.entries(reads).flatMap(([status, names]) => {
        const members = now.reads[status]
        if (!members) return [`${route} answers ${status} no more`]
        const missing = names.filter((name) => !members.includes(name))
        return missing.map((name) => `${route} tells ${name} no more`)
      }),
    ]
  })
}
