import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, test } from 'vitest'
import { openapiText, staffOpenapiText } from '../../bin/openapi.ts'
import { assistanceRoutes, phoneRoutes } from '../../shared/contract/optional-routes.ts'
import { routes } from '../../shared/contract/routes.ts'
import { staffRoutes } from '../../shared/contract/staff-routes.ts'

const documents = [
  {
    name: 'openapi.json',
    text: openapiText(),
    told: { ...routes, ...assistanceRoutes, ...phoneRoutes },
  },
  { name: 'openapi-staff.json', text: staffOpenapiText(), told: staffRoutes },
]

test.each(documents)(
  'docs/$name says what the contract says: `npm run docs` writes it anew',
  (one) => {
    const file = join(import.meta.dirname, '..', '..', 'docs', one.name)
    expect(readFileSync(file, 'utf8')).toBe(one.text)
  },
)

test.each(documents)(
  '$name is valid OpenAPI 3.1, and all that it refers to is in it',
  async ({ text }) => {
    const document = JSON.parse(text)
    const validator = new Validator()
    expect(await validator.validate(structuredClone(document))).toEqual({ valid: true })
    expect(validator.version).toBe('3.1')
    expect(() => validator.resolveRefs()).not.toThrow()
  },
)

test.each(documents)('$name has every route of the contract and no other', ({ text, told }) => {
  const { paths } = JSON.parse(text) as { paths: Record<string, object> }
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  )
  expect(operations.sort()).toEqual(Object.keys(told).sort())
})
