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
    definitions.find(({ name, arn }) => (name === id || arn === id) && name in values)
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
      remove({ name }) {
        delete values[name]
        write()
      },
      all: () => definitions.filter(({ name }) => name in values),
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
  remove(secret: SecretDefinition): void
  all(): SecretDefinition[]
}

interface Input {
  SecretId?: unknown
  SecretString?: unknown
  ForceDeleteWithoutRecovery?: unknown
}

type Reply = [status: number, body: object]

const refused = (type: string, Message?: string): Reply => [400, { __type: type, Message }]

const operations: Record<
  string,
  (secret: SecretDefinition, input: Input, stored: Stored) => Reply
> = {
  GetSecretValue: (secret, _, { value }) => [
    200,
    { ...told(secret), SecretString: value(secret.arn), VersionStages: ['AWSCURRENT'] },
  ],
  PutSecretValue(secret, { SecretString }, { put }) {
    if (typeof SecretString !== 'string') return refused('InvalidParameterException')
    put(secret, SecretString)
    return [200, { ...told(secret), VersionStages: ['AWSCURRENT'] }]
  },
  DescribeSecret: ({ arn, name }) => [200, { ARN: arn, Name: name }],
  // Whoever restores one has AWS.
  DeleteSecret(secret, { ForceDeleteWithoutRecovery }, { remove }) {
    if (ForceDeleteWithoutRecovery !== true) return refused('InvalidParameterException')
    remove(secret)
    return [200, { ARN: secret.arn, Name: secret.name, DeletionDate: Date.now() / 1000 }]
  },
}

const told = ({ arn, name }: SecretDefinition) => ({ ARN: arn, Name: name, VersionId: 'local' })

// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_Operations.html
async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  stored: Stored,
): Promise<void> {
  const [status, body] = replyTo(
    String(request.headers['x-amz-target']).replace('secretsmanager.', ''),
    Object(await json(request).catch(() => undefined)),
    stored,
  )
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' })
  response.end(JSON.stringify(body))
}

function replyTo(operation: string, input: Input, stored: Stored): Reply {
  if (operation === 'ListSecrets') {
    return [200, { SecretList: stored.all().map(({ arn, name }) => ({ ARN: arn, Name: name })) }]
  }
  const answered = Object.hasOwn(operations, operation) ? operations[operation] : undefined
  if (!answered) return refused('UnknownOperationException')
  const secret = stored.find(input.SecretId)
  if (!secret) {
    return refused('ResourceNotFoundException', "Secrets Manager can't find the specified secret.")
  }
  return answered(secret, input, stored)
}
