import { Agent, request } from 'node:http'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { callApi } from '../../local/api-gateway.ts'
import { clientDefaults } from '../../local/engines.ts'
import { variable } from '../../local/run.ts'
import { readKeyRing } from '../../shared/domain/key-ring.ts'
import { voterIdOf } from '../../shared/domain/voter/voter.ts'
import { type Call, callsOfEach, Findings, farthest, nobodys, spoken, timed } from './indistinct.ts'
import { type LocalRun, runLocally } from './local-run.ts'
import { chanceLimit, distinctness, shuffled } from './rank.ts'

const linkSamples = callsOfEach(20, 2000)
const signInSamples = callsOfEach(10, 40)
const knownAddresses = Math.min(500, linkSamples)
/** As many as an account takes from all networks together before it asks for a code. */
const triesOfAnAccount = 20
const accounts = Math.ceil(signInSamples / triesOfAnAccount)
const knownAccounts = Math.max(knownAddresses, accounts)

let run: LocalRun
let secretsEndpoint = ''
beforeAll(async () => {
  run = await runLocally({
    extraVoters: knownAccounts + accounts - 20,
    proxyEndpoint: async (endpoint, engine) => {
      if (engine === 'secretsmanager') secretsEndpoint = endpoint
      return endpoint
    },
  })
}, 180_000)
afterAll(() => run?.stop())

describe('asking for a link', () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  afterAll(() => agent.destroy())

  function ask(email: string): Promise<string> {
    const body = JSON.stringify({ email })
    return new Promise((resolve, reject) => {
      request(`${run.siteUrl}/api/account/link`, {
        agent,
        method: 'POST',
        headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
      })
        .on('error', reject)
        .on('response', (response) => {
          let text = ''
          response.setEncoding('utf8')
          response.on('error', reject)
          response.on('data', (chunk: string) => {
            text += chunk
          })
          response.on('end', () => {
            const headers = response.rawHeaders.flatMap((name, index, all) =>
              index % 2 === 0 ? [[name, all[index + 1] ?? ''] as const] : [],
            )
            resolve(spoken(response.statusCode, headers, text))
          })
        })
        .end(body)
    })
  }

  test(`known and unknown addresses can't be told apart by body, headers or time, ${linkSamples} times each`, async () => {
    const known = run.voters.slice(0, knownAddresses).map(({ email }) => email)
    const callsOf = (email: string): Call<'known' | 'unknown'>[] => [
      { kind: 'known', email },
      { kind: 'unknown', email: nobodys(email) },
    ]
    // The compiler and the connection come to their pace.
    for (let turn = 0; turn < linkSamples / 10; turn++)
      await ask(`warm.up.${turn}@academie.example.org`)

    const rounds = Array.from({ length: linkSamples / knownAddresses })
    const findings = new Findings<'known' | 'unknown'>()
    for (const call of shuffled(rounds.flatMap(() => known.flatMap(callsOf)))) {
      findings.add(call, await timed(() => ask(call.email)))
    }
    const found = findings.compare('link', 'known', 'unknown')
    expect([...findings.answers]).toEqual([expect.stringContaining('[202,')])
    // One more read for known addresses gives 0.59: the gate, whose limit is 0.541, sees it.
    expect(found).toBeLessThanOrEqual(farthest(linkSamples, linkSamples))
  }, 600_000)
})

describe('signing in with a wrong password', () => {
  type Account = 'known' | 'unknown' | 'passwordless'

  /** Each call from a network of its own, beyond what one browser could reach. */
  let networks = 0
  async function signIn(email: string, originToken: string): Promise<string> {
    const network = ++networks
    const address = [10, network >> 16, (network >> 8) & 255, network & 255].join('.')
    const { status, headers, body } = await callApi(run.app, run.lambdas, {
      method: 'POST',
      path: `/${run.app.api.stage}/api/session`,
      headers: {
        'content-type': ['application/json'],
        'x-origin-token': [originToken],
        'cloudfront-viewer-address': [`${address}:443`],
      },
      body: Buffer.from(JSON.stringify({ email, password: 'not the password' })),
      sourceIp: '127.0.0.1',
    })
    return spoken(status, headers, body.toString())
  }

  async function readOriginToken(): Promise<string> {
    const client = new SecretsManagerClient({ ...clientDefaults, endpoint: secretsEndpoint })
    const SecretId = variable(run.app, 'ORIGIN_TOKEN_SECRET')
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId }))
    client.destroy()
    return readKeyRing(SecretString ?? '').current
  }

  async function forgetPasswords(emails: readonly string[]): Promise<void> {
    const client = new DynamoDBClient({ ...clientDefaults, endpoint: run.engines.dynamodbEndpoint })
    const database = DynamoDBDocumentClient.from(client)
    for (const email of emails) {
      await database.send(
        new UpdateCommand({
          TableName: variable(run.app, 'VOTERS_TABLE'),
          Key: { voterId: voterIdOf(run.keys, email) },
          UpdateExpression: 'REMOVE passwordHash',
        }),
      )
    }
    client.destroy()
  }

  test(`an account, one without a password and none at all can't be told apart, ${signInSamples} times each`, async () => {
    const emails = run.voters.map(({ email }) => email)
    const [withPassword, without] = [emails.slice(0, accounts), emails.slice(knownAccounts)]
    await forgetPasswords(without)
    const originToken = await readOriginToken()
    for (let turn = 0; turn < 10; turn++) await signIn(`warm.up.${turn}@a.example`, originToken)

    const calls = shuffled(
      Array.from({ length: signInSamples }).flatMap((_, sample): Call<Account>[] => {
        const email = withPassword[sample % accounts] as string
        const passwordless = without[sample % accounts] as string
        return [
          { kind: 'known', email },
          { kind: 'unknown', email: nobodys(email) },
          { kind: 'passwordless', email: passwordless },
        ]
      }),
    )
    const findings = new Findings<Account>()
    // Two at a time, which argon2id serves side by side.
    const signInOneByOne = async () => {
      for (let call = calls.pop(); call; call = calls.pop()) {
        const { email } = call
        findings.add(call, await timed(() => signIn(email, originToken)))
      }
    }
    await Promise.all([signInOneByOne(), signInOneByOne()])
    const unknown = findings.compare('sign-in', 'known', 'unknown')
    const passwordless = findings.compare('sign-in', 'known', 'passwordless')
    expect([...findings.answers]).toEqual([expect.stringContaining('[401,')])
    // So few calls tell whether argon2id ran at all: `npm run enumerate` looks for less.
    expect(unknown).toBeLessThanOrEqual(farthest(signInSamples, signInSamples))
    expect(passwordless).toBeLessThanOrEqual(farthest(signInSamples, signInSamples))
  }, 3_000_000)
})

describe('the measure of distinctness', () => {
  const samples = 10_000

  /** Milliseconds as a busy machine answers: 2 or so, and a long tail. */
  const answerTime = () =>
    1 + Math.random() + 0.5 * Math.exp(2 * Math.random() ** 4 - Math.log(Math.random()) / 3)

  const times = (count: number, more = 0) =>
    Array.from({ length: count }, () => answerTime() + more)

  it('is that of every pair compared, ties at half, whichever is the greater', () => {
    expect(distinctness([1, 2, 3], [4, 5])).toBe(1)
    expect(distinctness([4, 5], [1, 2, 3])).toBe(1)
    expect(distinctness([1, 1, 1], [1, 1])).toBe(0.5)
    // Of six pairs two are above, one equal: 2.5 of 6.
    expect(distinctness([1, 3], [1, 2, 4])).toBeCloseTo(1 - 2.5 / 6)
  })

  it.each([1500, samples])('stays below the limit for %i answers of one kind', (count) => {
    expect(distinctness(times(count), times(count))).toBeLessThanOrEqual(chanceLimit(count, count))
  })

  it('sees 0.2 ms more under the noise of a busy machine', () => {
    expect(distinctness(times(samples), times(samples, 0.2))).toBeGreaterThan(0.55)
  })

  it('sees that one kind in ten takes 2 ms more', () => {
    const some = [...times(samples * 0.9), ...times(samples * 0.1, 2)]
    expect(distinctness(times(samples), some)).toBeGreaterThan(0.52)
  })
})
