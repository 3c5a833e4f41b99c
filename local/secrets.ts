import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import type { SynthesisedApp } from './app/read-app.ts'
import { type Reply, serveOperations } from './aws-json.ts'

type SecretDefinition = SynthesisedApp['secrets'][number]

export type Secrets = Awaited<ReturnType<typeof startSecrets>>

interface SecretRequest {
  SecretId?: unknown
  SecretString?: unknown
  ForceDeleteWithoutRecovery?: unknown
}

const dynamicReference = /\{\{resolve:(?:secretsmanager:([^}]+):SecretString:(\w+)::)?[^}]*\}\}/g

export async function startSecrets(definitions: SecretDefinition[], file: string | undefined) {
  const { texts: values, write } = textStore(file)
  for (const { name, generator } of definitions) {
    const text = randomBytes(generator.length).toString('base64url').slice(0, generator.length)
    values[name] ??= JSON.stringify({ [generator.key]: text })
  }
  write()
  const findSecret = (id: unknown) =>
    definitions.find(({ name, arn }) => (name === id || arn === id) && name in values)
  const value = (id: string) => {
    const definition = findSecret(id)
    if (!definition) throw new Error(`No secret of the app is named ${id}`)
    return values[definition.name] as string
  }
  // https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_Operations.html
  const operations: Record<string, (secret: SecretDefinition, input: SecretRequest) => Reply> = {
    GetSecretValue: (secret) => [200, { ...idsOf(secret), SecretString: value(secret.arn) }],
    PutSecretValue(secret, { SecretString }) {
      if (typeof SecretString !== 'string') return errorReply('InvalidParameterException')
      values[secret.name] = SecretString
      write()
      return [200, idsOf(secret)]
    },
    DescribeSecret: (secret) => [200, idsOf(secret)],
    DeleteSecret(secret, { ForceDeleteWithoutRecovery }) {
      if (ForceDeleteWithoutRecovery !== true) return errorReply('InvalidParameterException')
      delete values[secret.name]
      write()
      return [200, { ...idsOf(secret), DeletionDate: Date.now() / 1000 }]
    },
  }
  const server = await serveOperations((operation, input: SecretRequest) => {
    if (operation === 'ListSecrets') {
      const secrets = definitions.filter(({ name }) => name in values)
      return [200, { SecretList: secrets.map(idsOf) }]
    }
    const handler = Object.hasOwn(operations, operation) ? operations[operation] : undefined
    if (!handler) return errorReply('UnknownOperationException')
    const secret = findSecret(input.SecretId)
    return secret
      ? handler(secret, input)
      : errorReply('ResourceNotFoundException', "Secrets Manager can't find the specified secret.")
  })
  return {
    ...server,
    value,
    resolveReferences: (text: string) =>
      text.replace(dynamicReference, (reference, id?: string, key?: string) => {
        const secretValue = id && key && JSON.parse(value(id))[key]
        if (typeof secretValue === 'string') return secretValue
        throw new Error(`The local run cannot resolve ${reference}`)
      }),
  }
}

export function textStore(file: string | undefined) {
  const texts: Record<string, string> =
    file && existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  return {
    texts,
    write(): void {
      if (file) writeFileSync(file, JSON.stringify(texts), { mode: 0o600 })
    },
  }
}

const idsOf = ({ arn, name }: SecretDefinition) => ({ ARN: arn, Name: name })

const errorReply = (type: string, Message?: string): Reply => [400, { __type: type, Message }]
