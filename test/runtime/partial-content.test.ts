import fc from 'fast-check'
import { expect, it } from 'vitest'
import { partialContent } from '../../shared/runtime/partial-content.ts'
import { Problem } from '../../shared/runtime/problem.ts'
import { call } from '../fakes/api-event.ts'
import { expectProblem, handlerOf } from './pipeline.ts'

// Beyond ASCII: what is not sent as bytes does not arrive.
const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => 255 - byte))

const handler = handlerOf(async ({ range }) => {
  const reply = partialContent('audio/wav', bytes, range)
  if (!reply) throw new Problem('range-not-satisfiable', { completeLength: bytes.length })
  return reply
})

const ask = (range?: string) =>
  call(handler, { method: 'GET', headers: range === undefined ? {} : { range } })

it('the content is sent whole, byte for byte, without a range', async () => {
  const { status, headers, bytes: sent } = await ask()
  expect(status).toBe(200)
  expect(sent).toEqual(bytes)
  expect(headers).toEqual({
    'accept-ranges': 'bytes',
    'cache-control': 'no-store',
    'content-type': 'audio/wav',
  })
})

it.each([
  ['bytes=0-0', 0, 0],
  ['bytes=2-', 2, 255],
  ['bytes=0-256', 0, 255],
  ['bytes=200-99999999999999999999999', 200, 255],
  ['bytes=255-255', 255, 255],
  ['bytes=-1', 255, 255],
  ['bytes=-99999999999999999999999', 0, 255],
  ['Bytes= 7-9 ', 7, 9],
])('the content is sent in part: %s', async (range, first, last) => {
  const { status, headers, bytes: sent } = await ask(range)
  expect(status).toBe(206)
  expect(headers).toMatchObject({
    'accept-ranges': 'bytes',
    'content-range': `bytes ${first}-${last}/256`,
    'content-type': 'audio/wav',
  })
  expect(sent).toEqual(bytes.subarray(first, last + 1))
})

it.each(['bytes=256-', 'bytes=256-300', 'bytes=99999999999999999999999-', 'bytes=-0'])(
  'the content has no part %s',
  async (range) => {
    const answer = await ask(range)
    expectProblem(answer, 416, 'range-not-satisfiable')
    expect(answer.headers['content-range']).toBe('bytes */256')
  },
)

it('the content is always sent whole, as the part that the answer names, or not at all', () => {
  const digits = fc.oneof(fc.nat(300).map(String), fc.stringMatching(/^\d{0,30}$/), fc.string())
  const ranges = fc.tuple(digits, digits).map((ends) => `bytes=${ends.join('-')}`)
  fc.assert(
    fc.property(
      fc.oneof(ranges, fc.string()),
      fc.integer({ min: 1, max: 256 }),
      (range, length) => {
        const asked = bytes.subarray(0, length)
        const reply = partialContent('audio/wav', asked, range)
        if (!reply) return
        const named = reply.headers?.['content-range'] ?? `bytes 0-${length - 1}/${length}`
        const [, first, last] = /^bytes (\d+)-(\d+)\/\d+$/.exec(named) ?? []
        expect(reply.body).toEqual(asked.subarray(Number(first), Number(last) + 1))
        expect((reply.body as Buffer).length).toBeGreaterThan(0)
        expect(Number(last)).toBeLessThan(length)
      },
    ),
  )
})

it.each([
  '',
  'bytes=',
  'bytes=-',
  'bytes=5-4',
  'bytes=0-1,3-4',
  'bytes=0x0-1',
  'bytes=--1',
  'seconds=0-1',
  'kilobytes=0-1',
])('the content is sent whole for « %s », which is no range or several', async (range) => {
  const { status, bytes: sent } = await ask(range)
  expect(status).toBe(200)
  expect(sent).toEqual(bytes)
})
