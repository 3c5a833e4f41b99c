import { describe, expect, it } from 'vitest'
import { functions, idOf, statementsIn, template, withoutHash } from './templates.ts'

const identifierKeys = 'SecretsIdentifierKeys'

const behindSession = ['ApiEnterBooth', 'ApiRequestReissue']

const originToken = 'SecretsOriginToken'

const statementsOf = statementsIn(template)

function readableBy(role: string): string[] {
  return (statementsOf.get(role) ?? [])
    .filter(({ Action }) =>
      [Action].flat().some((action: string) => action.startsWith('secretsmanager:')),
    )
    .flatMap(({ Action, Resource }) => {
      // One function also replaces keys that it reads: `npm run keys`.
      if (Action === 'secretsmanager:PutSecretValue') return []
      expect(Action).toBe('secretsmanager:GetSecretValue')
      return [Resource].flat().map((resource) => {
        const [found] =
          JSON.stringify(resource).match(/Secrets[A-Z][A-Za-z]+?(?=[0-9A-F]{8})/) ?? []
        expect(found, JSON.stringify(resource)).toBeDefined()
        return found ?? ''
      })
    })
    .sort()
}

const readable = Object.fromEntries(
  functions.map(([id, { Properties }]) => [
    withoutHash(id),
    readableBy(idOf(Properties.Role) as string),
  ]),
)

describe('a function', () => {
  it("cannot read the identifiers' key behind a route without a session", () => {
    const routes = Object.keys(readable).filter((id) => id.startsWith('Api'))
    const reading = routes.filter((id) => readable[id]?.includes(identifierKeys))
    expect(reading.sort()).toEqual(behindSession)
  })

  it('reads the origin token if it serves a route or replaces the token', () => {
    for (const [id, secrets] of Object.entries(readable)) {
      const isReader = id.startsWith('Api') || id === 'TeamFunctionComputeForTeam'
      expect(secrets.includes(originToken), id).toBe(isReader)
    }
  })

  it('may read exactly the secrets that its variables name', () => {
    for (const [id, { Properties }] of functions) {
      const named = Object.keys(Properties.Environment.Variables).filter((name) =>
        name.endsWith('_SECRET'),
      )
      expect(named, id).toHaveLength(readable[withoutHash(id)]?.length ?? -1)
    }
  })
})
