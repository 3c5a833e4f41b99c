import { afterEach, expect, it, vi } from 'vitest'
import * as z from 'zod/mini'
import { resources as sendIdentifier } from '../../functions/send-identifier/resources.ts'
import { type FunctionResources, readEnvironment } from '../../shared/runtime/resources.ts'

afterEach(() => vi.unstubAllEnvs())

const senderVariables = [
  ...['CALENDAR', 'VOTERS', 'PHONES', 'REISSUES', 'SMS_DAYS', 'MAIL_TURNS'].map(
    (table) => `${table}_TABLE`,
  ),
  ...['SMS_QUEUE_URL', 'NEWS_QUEUE_URL', 'IDENTIFIER_KEYS_SECRET', 'SITE_URL'],
]

it('the environment of a function has the names of its declared resources, under their declared names', () => {
  for (const variable of senderVariables) vi.stubEnv(variable, `of ${variable}`)
  expect(readEnvironment(sendIdentifier)).toEqual({
    tables: {
      calendar: 'of CALENDAR_TABLE',
      voters: 'of VOTERS_TABLE',
      phones: 'of PHONES_TABLE',
      reissues: 'of REISSUES_TABLE',
      smsDays: 'of SMS_DAYS_TABLE',
      mailTurns: 'of MAIL_TURNS_TABLE',
    },
    queues: {
      sms: 'of SMS_QUEUE_URL',
      news: 'of NEWS_QUEUE_URL',
    },
    secrets: { identifierKeys: 'of IDENTIFIER_KEYS_SECRET' },
    streams: {},
    ledger: undefined,
    signingKey: undefined,
    configurationSet: undefined,
    settings: { SITE_URL: 'of SITE_URL' },
  })
})

it("the environment of a function has the ledger's bucket and key and the mails' configuration set, if declared", () => {
  const declared = {
    ...{ folder: 'signs', ledger: 'read', signsLedger: true, sends: 'mail' },
  } as const satisfies FunctionResources
  const variables = ['LEDGER_BUCKET', 'LEDGER_SIGNING_KEY', 'MAIL_CONFIGURATION_SET']
  for (const variable of variables) vi.stubEnv(variable, `of ${variable}`)
  expect(readEnvironment(declared)).toMatchObject({
    ledger: 'of LEDGER_BUCKET',
    signingKey: 'of LEDGER_SIGNING_KEY',
    configurationSet: 'of MAIL_CONFIGURATION_SET',
  })
  vi.stubEnv('LEDGER_SIGNING_KEY', undefined)
  expect(() => readEnvironment(declared)).toThrow(/wrong: LEDGER_SIGNING_KEY$/)
})

it('the environment of a function throws an error that names each missing or empty variable', () => {
  for (const variable of senderVariables) vi.stubEnv(variable, 'set')
  vi.stubEnv('VOTERS_TABLE', undefined)
  vi.stubEnv('SMS_QUEUE_URL', '')
  expect(() => readEnvironment(sendIdentifier)).toThrow(
    'Environment variables missing or wrong: VOTERS_TABLE, SMS_QUEUE_URL',
  )
})

it('the environment of a function names a wrong variable, never its value', () => {
  const settings = z.object({ CODE: z.string().check(z.regex(/^\d{4}$/)) })
  vi.stubEnv('CODE', 'secret')
  expect(() => readEnvironment({ folder: 'says', settings })).toThrow(/wrong: CODE$/)
})

it('the environment of a function has no resource that the function did not declare', () => {
  for (const variable of senderVariables) vi.stubEnv(variable, 'set')
  const { tables, queues, secrets } = readEnvironment(sendIdentifier)
  // @ts-expect-error a table that send-identifier has no right to
  expect(tables.sessions).toBeUndefined()
  // @ts-expect-error a queue that it has no right to
  expect(queues.link).toBeUndefined()
  // @ts-expect-error a secret that it has no right to
  expect(secrets.originToken).toBeUndefined()
})
