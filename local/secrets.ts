import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { json } from 'node:stream/consumers'
import type { SecretDefinition } from './app/synthesised-app.ts'
import { listenOnLoopback } from './loopback.ts'

export interface Secrets {
  endpoint: string
  /** The value of the secret with this name or ARN. */
  value(id: string): string
  /** Replaces each `{{resolve:secretsmanager:…:SecretString:KEY::}}` as CloudFormation would. */
  resolveReferences(text: string): string
  stop(): Promise<void>
}

const dynamicReference = /\{\{resolve:([^:}]+):([^}]*)\}\}/g

/** @param file where the values outlive the run, for its owner's eyes; random at each run when absent */
export async function startSecrets(
  definitions: SecretDefinition[],
  file: string | undefined,
): Promise<Secrets> {
  const values = readValues(definitions, file)
  const write = (): void => {
    if (file) writeFileSync(file, JSON.stringify(values), { mode: 0o600 })
  }
  write()
  const find = (id: unknown) =>
    definitions.find((definition) => definition.name === id || definition.arn === id)
  const value = (id: string) => {
    const definition = find(id)
    if (!definition) throw new Error(`No secret of the app is named ${id}`)
    return values[definition.name] as string
  }
  const server = await listenOnLoopback((request, response) =>
    answer(request, response, {
      find,
      value,
      put({ name }, text) {
        values[name] = text
        write()
      },
    }),
  )
  return {
    endpoint: `http://127.0.0.1:${server.port}`,
    value,
    resolveReferences: (text) =>
      text.replace(dynamicReference, (reference, service: string, rest: string) => {
        const secret = definitions.find(({ arn, name }) =>
          [arn, name].some((id) => rest.startsWith(`${id}:SecretString:`)),
        )
        const [, key] = /:SecretString:(\w+)::$/.exec(rest) ?? []
        const text = secret && key && JSON.parse(value(secret.arn))[key]
        if (service !== 'secretsmanager' || typeof text !== 'string') {
          throw new Error(`The local run cannot resolve ${reference}`)
        }
        return text
      }),
    stop: server.close,
  }
}

function readValues(
  definitions: SecretDefinition[],
  file: string | undefined,
): Record<string, string> {
  const kept =
    file && existsSync(file)
      ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>)
      : {}
  const made = definitions.map(({ name, generated: { key, length } }) => {
    const random = randomBytes(length).toString('base64url').slice(0, length)
    return [name, kept[name] ?? JSON.stringify({ [key]: random })]
  })
  return { ...kept, ...Object.fromEntries(made) }
}

interface Stored {
  find(id: unknown): SecretDefinition | undefined
  value(id: string): string
  put(secret: SecretDefinition, text: string): void
}

// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html
// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html
async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { find, value, put }: Stored,
): Promise<void> {
  const reply = (status: number, body: object) => {
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' })
    response.end(JSON.stringify(body))
  }
  const operation = request.headers['x-amz-target']
  const isPut = operation === 'secretsmanager.PutSecretValue'
  if (!isPut && operation !== 'secretsmanager.GetSecretValue') {
    return reply(400, { __type: 'UnknownOperationException' })
  }
  const input: { SecretId?: unknown; SecretString?: unknown } | undefined = await json(request)
    .then((body) => body as object)
    .catch(() => undefined)
  const secret = find(input?.SecretId)
  if (!secret) {
    return reply(400, {
      __type: 'ResourceNotFoundException',
      Message: "Secrets Manager can't find the specified secret.",
    })
  }
  const said = { ARN: secret.arn, Name: secret.name, VersionId: 'local' }
  if (!isPut) {
    return reply(200, { ...said, SecretString: value(secret.arn), VersionStages: ['AWSCURRENT'] })
  }
  if (typeof input?.SecretString !== 'string') {
    return reply(400, { __type: 'InvalidParameterException' })
  }
  put(secret, input.SecretString)
  reply(200, { ...said, VersionStages: ['AWSCURRENT'] })
}
