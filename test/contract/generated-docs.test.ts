import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, test } from 'vitest'
import { dataModelText } from '../../bin/data-model.ts'
import { electionSchemaText } from '../../bin/election-schema.ts'
import { openapiText, staffOpenapiText } from '../../bin/openapi.ts'
import { rolesText } from '../../bin/roles.ts'

const contracts = [
  { name: 'openapi.json', text: openapiText() },
  { name: 'openapi-staff.json', text: staffOpenapiText() },
]

const dataModel = { name: 'data-model.md', text: await dataModelText() }

test.each([
  ...[...contracts, dataModel],
  { name: 'election.schema.json', text: electionSchemaText() },
  { name: 'roles.md', text: rolesText() },
])('docs/$name is what `npm run docs` writes', ({ name, text }) => {
  expect(readFileSync(join(import.meta.dirname, '..', '..', 'docs', name), 'utf8')).toBe(text)
})

test('the data model reads well in raw text: lists, and no table', () => {
  expect(dataModel.text).not.toMatch(/^\|/m)
})

test.each(contracts)('$name is valid OpenAPI 3.1, and its references resolve', async ({ text }) => {
  const document = JSON.parse(text)
  const validator = new Validator()
  expect(await validator.validate(structuredClone(document))).toEqual({ valid: true })
  expect(validator.version).toBe('3.1')
  expect(() => validator.resolveRefs()).not.toThrow()
})
