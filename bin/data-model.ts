import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { FunctionResources } from '../shared/runtime/resources.ts'
import type { AnyTableName, TableDefinition } from '../shared/tables/table-definition.ts'
import { staffTables, tables } from '../shared/tables/tables.ts'

type AnyTable = TableDefinition<Record<string, unknown>>

const root = join(import.meta.dirname, '..')

const writeActions = ['PutItem', 'UpdateItem', 'DeleteItem']

const introduction = `# Data model

\`npm run docs\` writes this page from \`shared/tables/\` and each function's \`resources.ts\`, which also lists its reads. [Roles](roles.md) lists what the team's commands may write.

- Instants are ISO 8601 in UTC, to the millisecond, so they compare as text. But \`ttl\` is in seconds, and \`freeAt\` in milliseconds, since 1970.
- DynamoDB usually deletes items within a few days after their \`ttl\`, so functions compare an item's instants with the clock.
- Tables stay when the stacks are deleted, except those of the staff's site. A rehearsal's wipe empties the tables in \`shared/domain/roll/wiped-tables.ts\`.`

const staffHeading = "# The staff's site\n\nThese tables exist only if the election names staff."

export async function dataModelText(): Promise<string> {
  const functions = await readResources()
  const sectionsOf = (group: Record<string, AnyTable>) =>
    Object.entries(group).map(([name, table]) => sectionOf(name as AnyTableName, table, functions))
  return `${[introduction, ...sectionsOf(tables), staffHeading, ...sectionsOf(staffTables)].join('\n\n')}\n`
}

async function readResources(): Promise<FunctionResources[]> {
  const folders = readdirSync(join(root, 'functions')).sort()
  const modules: { resources: FunctionResources }[] = await Promise.all(
    folders.map((folder) => import(`../functions/${folder}/resources.ts`)),
  )
  return modules.map(({ resources }) => resources)
}

function sectionOf(name: AnyTableName, table: AnyTable, functions: FunctionResources[]): string {
  const { constructId, description, partitionKey, sortKey, indexes, attributes, retention } = table
  const functionUses = functions.map(({ folder, tables, updatedAttributes }) => {
    const updateActions = updatedAttributes?.[name] ? ['UpdateItem'] : []
    const actions = [...new Set<string>([...(tables?.[name] ?? []), ...updateActions])]
    return { folder, writes: actions.filter((action) => writeActions.includes(action)) }
  })
  const writers = functionUses.filter(({ writes }) => writes.length > 0)
  return [
    `## ${constructId}`,
    description,
    `Key: ${codeList([partitionKey, ...(sortKey ? [sortKey] : [])].map(({ name }) => name))}. Kept ${retention}`,
    bulletList(Object.entries(attributes)),
    ...Object.values(indexes).map(indexText),
    `Written by: ${writers.map(({ folder, writes }) => `\`${folder}\` (${writes.join(', ')})`).join(', ')}.`,
  ].join('\n\n')
}

function indexText(index: AnyTable['indexes'][string]) {
  const { name, partitionKey, sortKey, nonKeyAttributes: nonKeys, contents } = index
  const keys = [partitionKey.name, ...(sortKey ? [sortKey.name] : [])]
  const nonKeysText = nonKeys.length > 0 ? `; also holds ${codeList(nonKeys)}` : ''
  return `Index \`${name}\` (by ${codeList(keys)}${nonKeysText}) finds ${contents}.`
}

function bulletList(entries: [name: string, text: string][]): string {
  return entries.map(([name, text]) => `- \`${name}\`: ${text}`).join('\n')
}

const codeList = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ')
