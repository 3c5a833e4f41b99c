import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, test } from 'vitest'
import { openapiText, staffOpenapiText } from '../../bin/openapi.ts'

const documents = [
  { name: 'openapi.json', text: openapiText() },
  { name: 'openapi-staff.json', text: staffOpenapiText() },
]

test.each(documents)('docs/$name is what `npm run docs` writes', (one) => {
  const file = join(import.meta.dirname, '..', '..', 'docs', one.name)
  expect(readFileSync(file, 'utf8')).toBe(one.text)
})

test.each(documents)('$name is valid OpenAPI 3.1, and its references resolve', async ({ text }) => {
  const document = JSON.parse(text)
  const validator = new Validator()
  expect(await validator.validate(structuredClone(document))).toEqual({ valid: true })
  expect(validator.version).toBe('3.1')
  expect(() => validator.resolveRefs()).not.toThrow()
})
