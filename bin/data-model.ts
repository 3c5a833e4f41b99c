import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FunctionResources } from '../shared/runtime/resources.ts'
import type { TableDefinition } from '../shared/tables/table-definition.ts'
import { type AnyTableName, staffTables, tables } from '../shared/tables/tables.ts'

// Writes docs/data-model.md: `npm run docs`.

type AnyTable = TableDefinition<Record<string, unknown>>

const root = join(import.meta.dirname, '..')

const writing = ['PutItem', 'UpdateItem', 'DeleteItem']

const opening = `# Data model

The tables of DynamoDB: key, attributes, who writes, how long an item stays. \`npm run docs\` writes this page from \`shared/tables/\` and from what each function declares in its \`resources.ts\`.

- Instants are ISO 8601 in UTC, to the millisecond, so they compare as text. \`ttl\` is in seconds since 1970.
- DynamoDB deletes what has expired up to two days late: whoever reads an item compares its instants.
- Tables are kept when the stack is deleted, but those of the staff's site: it comes and goes with the service.`

const ofStaff = "# The staff's site\n\nOnly if the election names staff."

/** The page as it must be now. */
export async function dataModelText(): Promise<string> {
  const functions = await declaredResources()
  const pagesOf = (those: Record<string, AnyTable>) =>
    Object.entries(those).map(([name, table]) => pageOf(name as AnyTableName, table, functions))
  return `${[opening, ...pagesOf(tables), ofStaff, ...pagesOf(staffTables)].join('\n\n')}\n`
}

async function declaredResources(): Promise<FunctionResources[]> {
  const folders = readdirSync(join(root, 'functions')).sort()
  const modules: { resources: FunctionResources }[] = await Promise.all(
    folders.map((folder) => import(`../functions/${folder}/resources.ts`)),
  )
  return modules.map(({ resources }) => resources)
}

function pageOf(name: AnyTableName, table: AnyTable, functions: FunctionResources[]): string {
  const { constructId, holds, partitionKey, timeToLive, indexes, attributes, stays } = table
  const { writtenByTeam = [] } = table
  const uses = functions.map(({ folder, tables, updates }) => {
    const actions: readonly string[] = [
      ...(tables?.[name] ?? []),
      ...(updates?.[name] ? ['UpdateItem'] : []),
    ]
    const writes = actions.filter((action) => writing.includes(action))
    return { folder, writes, reads: actions.length > writes.length }
  })
  const writers = uses.filter(({ writes }) => writes.length > 0)
  const readers = uses.filter(({ reads }) => reads).map(({ folder }) => folder)
  return [
    `## ${constructId}`,
    holds,
    `Key: \`${partitionKey.name}\`. ${timeToLive ? `Expires by \`${timeToLive}\`.` : 'Never expires.'}`,
    'Attributes:',
    listOf(Object.entries(attributes)),
    ...Object.values(indexes).map(indexOf),
    `How long an item stays: ${stays}`,
    'Who writes:',
    listOf([
      ...writers.map(({ folder, writes }): [string, string] => [folder, writes.join(', ')]),
      ...(writtenByTeam.length > 0
        ? [['npm run roll', writtenByTeam.join(', ')] satisfies [string, string]]
        : []),
    ]),
    ...(readers.length > 0 ? [`Who reads: ${codes(readers)}.`] : []),
  ].join('\n\n')
}

function indexOf({ name, partitionKey, sortKey, includes, finds }: AnyTable['indexes'][string]) {
  const keys = [partitionKey.name, ...(sortKey ? [sortKey.name] : [])]
  const held = includes.length > 0 ? `, which holds ${codes(includes)} too` : ''
  return `Index \`${name}\`, by ${codes(keys)}${held}: finds ${finds}.`
}

function listOf(entries: [name: string, text: string][]): string {
  return entries.map(([name, text]) => `- \`${name}\`: ${text}`).join('\n')
}

const codes = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ')

if (import.meta.main) writeFileSync(join(root, 'docs', 'data-model.md'), await dataModelText())
