import { describe, expect, it } from 'vitest'
import { consumers, functions, idOf, policiesOf, withoutHash } from './templates.ts'
import type { Resource } from './whole-app.ts'

// Without `RecursiveLoop: Allow` Lambda stops a chain after some sixteen invocations.

const nameOf = (id: string | undefined) => withoutHash(String(id)).replace(/^Delivery/, '')

const consumerOf = new Map(
  consumers.map(({ EventSourceArn, FunctionName }) => [
    idOf(EventSourceArn),
    nameOf(idOf(FunctionName)),
  ]),
)

const invokes = new Map(
  functions.map(([id]) => {
    const sent = policiesOf(`${withoutHash(id)}Role`)
      .filter(({ Action }: { Action: string | string[] }) =>
        [Action].flat().includes('sqs:SendMessage'),
      )
      .flatMap(({ Resource }: { Resource: object | object[] }) => [Resource].flat().map(idOf))
    return [
      nameOf(id),
      [...new Set(sent.map((queue) => String(consumerOf.get(String(queue)))))].sort(),
    ]
  }),
)

function invokedAfter(name: string, seen = new Set<string>()): Set<string> {
  for (const next of invokes.get(name) ?? []) {
    if (seen.has(next)) continue
    seen.add(next)
    invokedAfter(next, seen)
  }
  return seen
}

describe('a chain of messages', () => {
  it('follows the rights of each function', () => {
    expect(invokes.get('ApiRequestPasswordLink')).toEqual(['MailVoters'])
    expect(invokes.get('RequeueOverdueReissues')).toEqual(['MailVoters', 'SendIdentifier'])
  })

  it('returns to a function only from itself, and only where Lambda allows it', () => {
    const ownSources = [...invokes].flatMap(([name, next]) => (next.includes(name) ? name : []))
    const looping = [...invokes.keys()].filter((name) => invokedAfter(name).has(name))
    const allowed = functions.flatMap(([id, { Properties }]: [string, Resource]) =>
      Properties.RecursiveLoop === 'Allow' ? nameOf(id) : [],
    )
    for (const found of [ownSources, looping, allowed]) {
      expect(found.sort()).toEqual(['MailVoters', 'SendIdentifier'])
    }
  })
})
