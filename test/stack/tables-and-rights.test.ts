import { describe, expect, it } from 'vitest'
import { tables as contract } from '../../shared/tables/tables.ts'
import { election } from './local-app.ts'
import {
  consumers,
  dataTemplate,
  functions,
  idOf,
  policiesOf,
  resourcesOf,
  statementsIn,
  template,
  withoutHash,
} from './templates.ts'
import type { Resource } from './whole-app.ts'

describe('every table', () => {
  const tables = resourcesOf(dataTemplate, 'AWS::DynamoDB::Table')

  it('expires items only if it holds short-lived data', () => {
    expect(tables).toHaveLength(Object.keys(contract).length)
    const expiring = tables
      .filter(([, { Properties }]) => Properties.TimeToLiveSpecification?.Enabled)
      .map(([id]) => withoutHash(id).replace(/^Tables/, ''))
    expect(expiring.sort()).toEqual([
      'Approvals',
      'Attempts',
      'Captchas',
      'PasswordLinks',
      'Sessions',
      'SmsDays',
    ])
  })
})

describe('every function', () => {
  it('has its own role with all rights inline, so that dependents wait for its rights', () => {
    const roles = functions.map(([, { Properties }]) => idOf(Properties.Role))
    expect(new Set(roles).size).toBe(functions.length)
    for (const role of roles) {
      const { ManagedPolicyArns, Policies } = template.Resources[role as string]?.Properties ?? {}
      expect(ManagedPolicyArns).toBeUndefined()
      // Another policy name would leave two policies until the update ends.
      expect(Policies).toEqual([expect.objectContaining({ PolicyName: 'Rights' })])
    }
    const beside = resourcesOf(template, 'AWS::IAM::Policy').flatMap(
      ([, { Properties }]) => Properties.Roles,
    )
    expect(beside.map(idOf).filter((role) => roles.includes(role))).toEqual([])
  })

  // What else is wide: `acknowledged-findings.json`.
  it('has a wildcard only to send SMS to numbers, to send e-mails from us, or to write its own keys', () => {
    const withWildcard = (role: string) =>
      policiesOf(role).filter(({ Action, Resource, Condition, NotResource }) =>
        /"(sns:Publish|ses:SendEmail)"|LeadingKeys/.test(JSON.stringify({ Action, Condition }))
          ? JSON.stringify([Resource, NotResource, Condition]).includes('*')
          : false,
      )
    expect(withWildcard('DeliverySendIdentifierRole')).toMatchObject([
      { Action: ['sms-voice:SendTextMessage', 'sns:Publish'], NotResource: 'arn:aws:sns:*:*:*' },
    ])
    const { from } = election.mail
    for (const role of ['DeliveryMailVotersRole', 'LedgerWritersTellLedgerHeadRole']) {
      expect(withWildcard(role)).toMatchObject([
        { Condition: { StringLike: { 'ses:FromAddress': [from, `*<${from}>`] } } },
      ])
    }
    expect(
      withWildcard('TeamFunctionComputeForTeamRole').map(({ Condition }) => Condition),
    ).toEqual(
      ['team/*', 'breaker*', '20*'].map((key) => ({
        'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [key] },
      })),
    )
  })
})

it.each([
  ['MailEventsRecordMailEvent', ['dynamodb:GetItem', 'dynamodb:UpdateItem']],
  ['AccountEventsRecordAccountEvent', ['dynamodb:PutItem']],
])('%s sends nothing, reads no secret, and changes no intervention', (name, expected) => {
  const actions = policiesOf(`${name}Role`).flatMap(({ Action }) => Action)
  const others = actions.filter((action) => !/^(logs|sqs):/.test(action))
  expect([...new Set(others)].sort()).toEqual(expected)
  expect(actions).not.toContain('sqs:SendMessage')
})

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
