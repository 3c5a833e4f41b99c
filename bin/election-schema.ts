import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fieldExamples } from '../shared/texts/election/election-fields.ts'
import { type JsonSchema, readElectionSchema } from '../shared/tooling/election-schema.ts'

// `npm run docs`: writes docs/election.schema.json, for the editors that read election.json.

const root = join(import.meta.dirname, '..')

/** The schema as it must be now: what code accepts, with the descriptions of docs/election.md. */
export function electionSchemaText(): string {
  const descriptions = descriptionsIn(readFileSync(join(root, 'docs', 'election.md'), 'utf8'))
  return `${JSON.stringify(described(readElectionSchema(), '', descriptions), null, 2)}\n`
}

/** `- `title`: its name, …`, by field. */
function descriptionsIn(page: string): Map<string, string> {
  const items = [...page.matchAll(/^- `([^`]+)`: (.+)$/gm)]
  return new Map(items.map(([, field = '', text = '']) => [field, plain(text)]))
}

/** Without Markdown, for the tip that an editor shows. */
function plain(text: string): string {
  const linked = text.replace(/\[([^\]]+)\]\([^)]+\)/g, '$1').replaceAll('`', '')
  return linked.charAt(0).toUpperCase() + linked.slice(1)
}

function described(
  schema: JsonSchema,
  field: string,
  descriptions: ReadonlyMap<string, string>,
): JsonSchema {
  const { properties, items, ...rest } = schema
  const description = descriptions.get(field)
  const example = fieldExamples[field]
  const below = (name: string) => (field === '' ? name : `${field}.${name}`)
  return {
    ...rest,
    ...(description && { description }),
    ...(example !== undefined && { examples: [example] }),
    ...(items && { items: described(items, `${field}[]`, descriptions) }),
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, held]) => [
          name,
          described(held, below(name), descriptions),
        ]),
      ),
    }),
  }
}

if (import.meta.main) {
  writeFileSync(join(root, 'docs', 'election.schema.json'), electionSchemaText())
}
