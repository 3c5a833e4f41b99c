import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod/mini'
import { electionSchema } from '../shared/domain/election/parse-election.ts'
import { electionFields } from '../shared/texts/election/election-fields.ts'

const root = join(import.meta.dirname, '..')

export interface JsonSchema {
  [keyword: string]: unknown
  properties?: Record<string, JsonSchema>
  items?: JsonSchema
}

export function electionSchemaText(): string {
  const descriptions = descriptionsIn(readFileSync(join(root, 'docs', 'election.md'), 'utf8'))
  const schema = z.toJSONSchema(electionSchema, { io: 'input', target: 'draft-7' }) as JsonSchema
  return `${JSON.stringify(addFieldTexts(schema, '', descriptions), null, 2)}\n`
}

function descriptionsIn(page: string): Map<string, string> {
  const items = [...page.matchAll(/^- `([^`]+)`: (.+)$/gm)]
  return new Map(items.map(([, fieldPath = '', text = '']) => [fieldPath, plainText(text)]))
}

function plainText(text: string): string {
  const textWithoutLinks = text.replace(/\[([^\]]+)\]\([^)]+\)/g, '$1').replaceAll('`', '')
  return textWithoutLinks.charAt(0).toUpperCase() + textWithoutLinks.slice(1)
}

function addFieldTexts(
  schema: JsonSchema,
  field: string,
  descriptions: ReadonlyMap<string, string>,
): JsonSchema {
  const { properties, items, ...rest } = schema
  const description = descriptions.get(field)
  const fieldText = electionFields[field]
  const childPath = (name: string) => (field === '' ? name : `${field}.${name}`)
  return {
    ...rest,
    ...(fieldText && { title: fieldText.label, examples: [fieldText.example] }),
    ...(description && { description }),
    ...(items && { items: addFieldTexts(items, `${field}[]`, descriptions) }),
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, property]) => [
          name,
          addFieldTexts(property, childPath(name), descriptions),
        ]),
      ),
    }),
  }
}
