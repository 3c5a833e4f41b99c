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
  /** Replaces each `{{resolve:secretsmanager:…:SecretString:::}}` as CloudFormation would. */
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
  const find = (id: unknown) =>
    definitions.find((definition) => definition.name === id || definition.arn === id)
  const value = (id: string) => {
    const definition = find(id)
    if (!definition) throw new Error(`No secret of the app is named ${id}`)
    return values[definition.name] as string
  }
  const server = await listenOnLoopback((request, response) =>
    answer(request, response, (id) => {
      const secret = find(id)
      return secret && { ARN: secret.arn, Name: secret.name, SecretString: value(secret.arn) }
    }),
  )
  return {
    endpoint: `http://127.0.0.1:${server.port}`,
    value,
    resolveReferences: (text) =>
      text.replace(dynamicReference, (reference, service: string, rest: string) => {
        const secret = definitions.find(({ arn, name }) =>
          [arn, name].some((id) => rest === id || rest.startsWith(`${id}:SecretString`)),
        )
        const key = secret && rest.replace(/^.*:SecretString:?/, '').replaceAll(':', '')
        if (service !== 'secretsmanager' || !secret || (key && key !== rest)) {
          throw new Error(`The local run cannot resolve ${reference}`)
        }
        return value(secret.arn)
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
  const values = Object.fromEntries(
    definitions.map(({ name, passwordLength }) => [
      name,
      kept[name] ?? randomBytes(passwordLength).toString('base64url').slice(0, passwordLength),
    ]),
  )
  if (file) writeFileSync(file, JSON.stringify({ ...kept, ...values }), { mode: 0o600 })
  return values
}

// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html
async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  read: (id: unknown) => object | undefined,
): Promise<void> {
  const reply = (status: number, body: object) => {
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' })
    response.end(JSON.stringify(body))
  }
  if (request.headers['x-amz-target'] !== 'secretsmanager.GetSecretValue') {
    return reply(400, { __type: 'UnknownOperationException' })
  }
  const input = await json(request).catch(() => undefined)
  const secret = read((input as { SecretId?: unknown } | undefined)?.SecretId)
  if (!secret) {
    return reply(400, {
      __type: 'ResourceNotFoundException',
      Message: "Secrets Manager can't find the specified secret.",
    })
  }
  reply(200, { ...secret, VersionId: 'local', VersionStages: ['AWSCURRENT'] })
}
