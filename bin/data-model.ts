import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { FunctionResources } from '../shared/runtime/resources.ts'
import type { TableDefinition } from '../shared/tables/table-definition.ts'
import type { AnyTableName } from '../shared/tables/table-names.ts'
import { staffTables, tables } from '../shared/tables/tables.ts'
import { commandRights } from '../shared/tooling/command-rights.ts'
import type { CommandRights } from '../shared/tooling/rights.ts'

type AnyTable = TableDefinition<Record<string, unknown>>

const root = join(import.meta.dirname, '..')

const mutations = ['PutItem', 'UpdateItem', 'DeleteItem']

interface Rights {
  may?: readonly string[]
  updates?: readonly string[]
  deletes?: readonly string[]
}

const introduction = `# Data model

The tables of DynamoDB: key, attributes, who writes, how long an item stays. \`npm run docs\` writes this page from \`shared/tables/\` and from what each function declares in its \`resources.ts\`, and each command of the team in \`shared/tooling/command-rights.ts\`. \`npm run rehearsal\` writes in a rehearsal alone.

- Instants are ISO 8601 in UTC, to the millisecond, so they compare as text. \`ttl\` is in seconds since 1970.
- DynamoDB deletes what has expired up to two days late: whoever reads an item compares its instants.
- Tables are kept when the stack is deleted, but those of the staff's site: it comes and goes with the service.`

const staffHeading = "# The staff's site\n\nOnly if the election names staff."

export async function dataModelText(): Promise<string> {
  const functions = await declaredResources()
  const pagesOf = (group: Record<string, AnyTable>) =>
    Object.entries(group).map(([name, table]) => pageOf(name as AnyTableName, table, functions))
  return `${[introduction, ...pagesOf(tables), staffHeading, ...pagesOf(staffTables)].join('\n\n')}\n`
}

async function declaredResources(): Promise<FunctionResources[]> {
  const folders = readdirSync(join(root, 'functions')).sort()
  const modules: { resources: FunctionResources }[] = await Promise.all(
    folders.map((folder) => import(`../functions/${folder}/resources.ts`)),
  )
  return modules.map(({ resources }) => resources)
}

function pageOf(name: AnyTableName, table: AnyTable, functions: FunctionResources[]): string {
  const {
    constructId,
    description,
    partitionKey,
    sortKey,
    timeToLive,
    indexes,
    attributes,
    retention,
  } = table
  const uses = functions.map(({ folder, tables, updates }) => {
    const actions: readonly string[] = [
      ...(tables?.[name] ?? []),
      ...(updates?.[name] ? ['UpdateItem'] : []),
    ]
    const writes = actions.filter((action) => mutations.includes(action))
    return { folder, writes, reads: actions.length > writes.length }
  })
  const writers = uses.filter(({ writes }) => writes.length > 0)
  const readers = uses.filter(({ reads }) => reads).map(({ folder }) => folder)
  return [
    `## ${constructId}`,
    description,
    `Key: ${codes([partitionKey, ...(sortKey ? [sortKey] : [])].map(({ name }) => name))}. ${timeToLive ? `Expires by \`${timeToLive}\`.` : 'Never expires.'}`,
    'Attributes:',
    listOf(Object.entries(attributes)),
    ...Object.values(indexes).map(indexOf),
    `How long an item stays: ${retention}`,
    'Who writes:',
    listOf([
      ...writers.map(({ folder, writes }): [string, string] => [folder, writes.join(', ')]),
      ...commandsWriting(name),
    ]),
    ...(readers.length > 0 ? [`Who reads: ${codes(readers)}.`] : []),
  ].join('\n\n')
}

function commandsWriting(table: AnyTableName): [command: string, writes: string][] {
  const writes = new Map<string, Set<string>>()
  for (const { commands, tables = {} } of Object.values<CommandRights>(commandRights)) {
    const { may = [], updates, deletes }: Rights = (tables as Record<string, Rights>)[table] ?? {}
    const all = [...may, ...(updates ? ['UpdateItem'] : []), ...(deletes ? ['DeleteItem'] : [])]
    for (const command of commands) {
      const name = `npm run ${command.split(' ')[0]}`
      const actions = writes.get(name) ?? []
      writes.set(name, new Set([...actions, ...mutations.filter((action) => all.includes(action))]))
    }
  }
  return [...writes]
    .filter(([, actions]) => actions.size > 0)
    .map(([name, actions]) => [name, [...actions].join(', ')])
}

function indexOf({ name, partitionKey, sortKey, includes, contents }: AnyTable['indexes'][string]) {
  const keys = [partitionKey.name, ...(sortKey ? [sortKey.name] : [])]
  const held = includes.length > 0 ? `, which holds ${codes(includes)} too` : ''
  return `Index \`${name}\`, by ${codes(keys)}${held}: finds ${contents}.`
}

function listOf(entries: [name: string, text: string][]): string {
  return entries.map(([name, text]) => `- \`${name}\`: ${text}`).join('\n')
}

const codes = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ')
