import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { dataModelText } from '../../bin/data-model.ts'

const written = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'data-model.md'), 'utf8')

describe('docs/data-model.md', () => {
  it('says what the tables and the functions declare now (npm run docs)', async () => {
    expect(written).toBe(await dataModelText())
  })

  it('reads well in raw text: lists, and no table', () => {
    expect(written).not.toMatch(/^\|/m)
  })
})
