import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { describe, expect, it, test } from 'vitest'
import { electionSchemaText } from '../../bin/election-schema.ts'
import type { JsonSchema } from '../../shared/tooling/election-schema.ts'
import {
  fieldsOf,
  ofAnotherType,
  pathsOf,
  validElectionFile,
  withField,
} from '../builders/election-files.ts'

const root = join(import.meta.dirname, '..', '..')
const textOf = (path: string) => readFileSync(join(root, path), 'utf8')
const schema: JsonSchema = JSON.parse(electionSchemaText())
// The format `email` is told to editors; its pattern is what counts.
const accepts = new Ajv({ validateFormats: false, strictTypes: false }).compile(schema)

test('docs/election.schema.json says what code accepts: `npm run docs` writes it anew', () => {
  expect(textOf('docs/election.schema.json')).toBe(electionSchemaText())
})

test('each field has a description for editors, taken from docs/election.md', () => {
  const bare = leavesOf(schema).filter(({ description }) => !description)
  expect(bare).toEqual([])
  expect(leavesOf(schema).length).toBeGreaterThan(25)
})

describe('the schema for editors', () => {
  it('accepts the election of this repository, which names it', () => {
    const election = JSON.parse(textOf('election.json'))
    expect(election.$schema).toBe('docs/election.schema.json')
    expect(accepts(election), JSON.stringify(accepts.errors)).toBe(true)
  })

  it('accepts the examples that it gives, all together', () => {
    expect(accepts(exampleOf(schema)), JSON.stringify(accepts.errors)).toBe(true)
    expect(fieldsOf(exampleOf(schema))).toEqual([])
  })

  it.each([
    ...pathsOf(validElectionFile).flatMap((path) => [
      [path, ofAnotherType(path)],
      [path, null],
    ]),
    ...['unheardOf', 'dates.unheardOf', 'ballots.1.unheardOf', '__proto__x'].map((path) => [
      path,
      1,
    ]),
    ['$schema', 1],
    ['name', 'Reassort'],
    ['mail.identity', 'mailbox'],
    ['protection.keysReplicaRegion', 'Paris'],
    ['title', ''],
    ['title', 'x'.repeat(121)],
    ['title', 'two\nlines'],
    ['senderId', '12345'],
    ['senderId', 'ÉLU'],
    ['dates.voteOpensAt', '2026-11-29'],
    ['dates.voteOpensAt', '29/11/2026 10:00'],
    ['limits.reissuesPerVoter', 0],
    ['limits.reissuesPerVoter', 11],
    ['limits.reissuesPerPhone', 1.5],
    ['limits.noticesBeyondRequests', -1],
    ['limits.noticesBeyondRequests', 11],
    ['smsDelaySeconds', -1],
    ['smsDelaySeconds', '120'],
    ['smsPerSecond', 1],
    ['smsMaxPriceUsd', 0.009],
    ['smsMaxPriceUsd', 5.01],
    ['territories', []],
    ['territories.0', 'fr'],
    ['mail.from', 'nobody'],
    ['alarms.email', 'a@b'],
    ['site.brandColour', 'blue'],
    ['legal.contactEmail', 'webmestre'],
    ['legal.publisher.name', ''],
    ['legal.personalData.ground', 'x'.repeat(401)],
    ['ballots', []],
    ['ballots.0.id', 'élus'],
  ] as [string, unknown][])('and the deployment refuse alike: %s is %j', (path, value) => {
    const file = withField(path, value)
    expect(accepts(file)).toBe(false)
    expect(fieldsOf(file)).not.toEqual([])
  })

  it.each([
    ['title', 'x'.repeat(120)],
    ['receiptMinutes', 4320],
    ['smsMaxPriceUsd', 0.01],
    ['smsSignature', 'MEN'],
    ['site.brandColour', '#ABCDEF'],
    ['$schema', 'anything'],
  ])('and the deployment accept alike: %s is %j', (path, value) => {
    expect(accepts(withField(path, value))).toBe(true)
    expect(fieldsOf(withField(path, value))).toEqual([])
  })
})

function leavesOf(part: JsonSchema): JsonSchema[] {
  const below = [...Object.values(part.properties ?? {}), ...(part.items ? [part.items] : [])]
  const held = below.flatMap(leavesOf)
  // A list of texts is described as a whole.
  return held.length === 0 || part.items?.type === 'string' ? [part] : held
}

function exampleOf(part: JsonSchema): unknown {
  if (part.items) return [exampleOf(part.items)]
  if (!part.properties) return part.examples?.[0]
  return Object.fromEntries(
    Object.entries(part.properties).map(([name, held]) => [name, exampleOf(held)]),
  )
}
