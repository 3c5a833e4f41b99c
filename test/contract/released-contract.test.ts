import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { openapiText } from '../../bin/openapi.ts'
import { breakingChanges, type Contract, contractFile, contractOf } from './released-contract.ts'

const released = JSON.parse(readFileSync(contractFile, 'utf8')) as Contract
const now = contractOf(openapiText())

it('the contract has only grown since the last release, so open pages work with new functions', () => {
  expect(Object.keys(released).length).toBeGreaterThan(10)
  expect(breakingChanges(now, released)).toEqual([])
})

it('the contract is read with its nested members', () => {
  expect(now['POST /api/reissues']?.sends).toContain('captcha.code')
  expect(now['GET /api/voter']?.reads['200']).toEqual(
    expect.arrayContaining(['initials', 'ballots[].id', 'reissue.remaining']),
  )
})

const route = 'POST /api/x'
const before = { [route]: { sends: ['a'], reads: { 200: ['b', 'b.c'] } } }

it.each([
  [{}, `${route} is gone`],
  [{ [route]: { sends: ['a', 'd'], reads: { 200: ['b', 'b.c'] } } }, `${route} asks d`],
  [{ [route]: { sends: ['a'], reads: { 201: ['b', 'b.c'] } } }, `${route} answers 200 no more`],
  [{ [route]: { sends: ['a'], reads: { 200: ['b'] } } }, `${route} tells b.c no more`],
])('the comparison finds what would break an open page: %j', (after, says) => {
  expect(breakingChanges(after as unknown as Contract, before)).toEqual([says])
})
