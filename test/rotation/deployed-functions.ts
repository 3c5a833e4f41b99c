import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import type { Context, SQSBatchResponse } from 'aws-lambda'
import { vi } from 'vitest'
import { bundleFunction } from '../../lib/bundle.ts'
import { writeDemoElection } from '../../local/demo.ts'
import { clientDefaults } from '../../local/emulators.ts'
import { startSecrets } from '../../local/secrets.ts'
import { readSecret, writeSecret } from '../../shared/adapters/secrets-manager.ts'
import { keyRings } from '../../shared/domain/account/key-rotation.ts'
import { type KeyRing, type RingName, readKeyRing } from '../../shared/domain/keys.ts'
import { variableOf } from '../../shared/runtime/resources.ts'
import { readElectionFile } from '../../shared/tooling/election-file.ts'
import { startEmbeddedTables } from '../adapters/embedded-tables.ts'
import { ringNames } from '../builders/rotations.ts'
import { anSqsRecord, withSecondsLeft } from '../builders/sqs-records.ts'
import { captchaCode } from '../builders/voters.ts'
import { type Answer, type anApiEvent, call } from '../fakes/api-event.ts'
import { stubEnvironment } from '../fakes/deployed-election.ts'
import { startStandIns } from './stand-ins.ts'

const root = join(import.meta.dirname, '..', '..')

type Environment = { handler: (event: object, context: Context) => Promise<unknown> }

export async function startDeployedFunctions(environmentsOfEach: number) {
  const directory = mkdtempSync(join(tmpdir(), 'reassort-rotation-'))
  const electionFile = join(directory, 'election.json')
  writeDemoElection(join(root, 'election.json'), electionFile, {
    mailsPerSecond: 300,
    smsPerSecond: 100,
    smsWaitsForMailMinutes: 0,
  })
  const election = readElectionFile(electionFile)
  const [tables, standIns] = await Promise.all([startEmbeddedTables(), startStandIns()])
  const secrets = await startSecrets(
    ringNames.map((name) => ({ name, arn: name, generator: { key: 'current', length: 64 } })),
    undefined,
  )
  const dynamodb = (await tables.database.config.endpoint?.())?.port
  const variables: Record<string, string> = {
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL: standIns.endpoint,
    AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${dynamodb}`,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.endpoint,
    [variableOf.configurationSet]: 'Mails-1',
    CAPTCHA_TEST_CODE: captchaCode,
  }
  stubEnvironment(tables.names, `${standIns.endpoint}/1/`)
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value)

  const environments = new Map<string, Promise<Environment>[]>()
  let turn = 0

  /** Rotates through the environments; the first serves twice as often as the others. */
  async function environmentOf(step: string): Promise<Environment> {
    const all = environments.get(step) ?? startAll(step)
    environments.set(step, all)
    turn++
    return (turn % 2 === 0 ? all[0] : all[turn % all.length]) as Promise<Environment>
  }

  function startAll(step: string): Promise<Environment>[] {
    const bundle = bundleFunction(step, election)
    const started = Array.from({ length: environmentsOfEach }, async (_, index) => {
      const copy = join(directory, `${step}-${index}`)
      cpSync(bundle, copy, { recursive: true })
      return (await import(pathToFileURL(join(copy, 'index.mjs')).href)) as Environment
    })
    void Promise.allSettled(started).then(() => rmSync(bundle, { recursive: true }))
    return started
  }

  const client = new SecretsManagerClient({ ...clientDefaults, endpoint: secrets.endpoint })
  const stored = {
    read: async (name: RingName) => readKeyRing(await readSecret(client, name)),
    write: (name: RingName, ring: KeyRing) => writeSecret(client, name, JSON.stringify(ring)),
  }
  const rings = keyRings(stored, () => new Date())

  return {
    tables,
    standIns,
    rings,
    ringOf: stored.read,
    async call(
      step: string,
      token: string,
      event: Parameters<typeof anApiEvent>[0],
    ): Promise<Answer> {
      const { handler } = await environmentOf(step)
      return call(handler, { ...event, headers: { 'x-origin-token': token, ...event?.headers } })
    },
    async deliver(step: string, queue: string, messageId: string, tries: number, body: string) {
      const { handler } = await environmentOf(step)
      const eventSourceARN = `arn:aws:sqs:eu-west-3:1:${queue}`
      const record = { ...anSqsRecord(body, { messageId, receives: tries }), eventSourceARN }
      const handled = await handler({ Records: [record] }, withSecondsLeft(30))
      const answer = handled as SQSBatchResponse
      return answer.batchItemFailures.length > 0
    },
    async stop() {
      client.destroy()
      await Promise.all([tables.stop(), standIns.stop(), secrets.close()])
      rmSync(directory, { recursive: true })
    },
  }
}

export type DeployedFunctions = Awaited<ReturnType<typeof startDeployedFunctions>>
