import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { describe, expect, it, test } from 'vitest'
import { electionSchemaText, type JsonSchema } from '../../bin/election-schema.ts'
import { fieldsOf, withField } from '../builders/election-files.ts'
import { boundValues, wrongValues } from '../builders/election-values.ts'

const schema: JsonSchema = JSON.parse(electionSchemaText())
// Editors use the format `email`; validation uses its pattern.
const accepts = new Ajv({ validateFormats: false, strictTypes: false }).compile(schema)

test('each field has a French name, an example and a description for editors', () => {
  const bare = leavesOf(schema).filter(
    (field) => !(field.title && field.examples && field.description),
  )
  expect(bare).toEqual([])
  expect(leavesOf(schema).length).toBeGreaterThan(25)
})

describe('the schema for editors', () => {
  it('accepts the election of this repository, which names it', () => {
    const file = join(import.meta.dirname, '..', '..', 'election.json')
    const election = JSON.parse(readFileSync(file, 'utf8'))
    expect(election.$schema).toBe('docs/election.schema.json')
    expect(accepts(election), JSON.stringify(accepts.errors)).toBe(true)
  })

  it('accepts the examples that it gives, all together', () => {
    expect(accepts(exampleOf(schema)), JSON.stringify(accepts.errors)).toBe(true)
    expect(fieldsOf(exampleOf(schema))).toEqual([])
  })

  it.each(wrongValues)('and the deployment refuse alike: %s is %j', (path, value) => {
    expect(accepts(withField(path, value))).toBe(false)
  })

  it.each(boundValues)('and the deployment accept alike: %s is %j', (path, value) => {
    expect(accepts(withField(path, value))).toBe(true)
  })
})

function leavesOf(part: JsonSchema): JsonSchema[] {
  const below = Object.values(part.properties ?? part.items?.properties ?? {})
  if (below.length > 0) return below.flatMap(leavesOf)
  // A list's description covers the list; its example is one item.
  return [part.items ? { ...part.items, description: part.description } : part]
}

function exampleOf(part: JsonSchema): unknown {
  if (part.items) return [exampleOf(part.items)]
  if (!part.properties) return (part.examples as unknown[])[0]
  return Object.fromEntries(
    Object.entries(part.properties).map(([name, held]) => [name, exampleOf(held)]),
  )
}
