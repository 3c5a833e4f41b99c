import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, test } from 'vitest'
import { openapiText } from '../../bin/openapi.ts'
import { routes } from '../../shared/contract/routes.ts'

const file = join(import.meta.dirname, '..', '..', 'docs', 'openapi.json')

test('docs/openapi.json says what the contract says: `npm run docs` writes it anew', () => {
  expect(readFileSync(file, 'utf8')).toBe(openapiText())
})

test('it is valid OpenAPI 3.1, and all that it refers to is in it', async () => {
  const document = JSON.parse(openapiText())
  const validator = new Validator()
  expect(await validator.validate(structuredClone(document))).toEqual({ valid: true })
  expect(validator.version).toBe('3.1')
  expect(() => validator.resolveRefs()).not.toThrow()
})

test('it has every route of the contract and no other, each under a name of its own', () => {
  const { paths } = JSON.parse(openapiText()) as {
    paths: Record<string, Record<string, { operationId: string }>>
  }
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId }]) => ({
      route: `${method.toUpperCase()} ${path}`,
      operationId,
    })),
  )
  expect(operations.map(({ route }) => route).sort()).toEqual(Object.keys(routes).sort())
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length)
})
