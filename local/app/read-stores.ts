import type { CreateTableCommandInput, StreamViewType } from '@aws-sdk/client-dynamodb'
import type { Queue, SecretDefinition, Table } from './synthesised-app.ts'
import type { Resource, Template } from './template.ts'

// What keeps something: queues, tables, secrets.

export function readQueue(template: Template, resource: Resource): Queue {
  const attributes = [
    'DelaySeconds',
    'MaximumMessageSize',
    'MessageRetentionPeriod',
    'ReceiveMessageWaitTimeSeconds',
    'RedrivePolicy',
    'VisibilityTimeout',
  ].flatMap((name) => {
    const value = template.property(resource, name)
    if (value === undefined) return []
    return [[name, typeof value === 'object' ? JSON.stringify(value) : String(value)]]
  })
  if (resource.properties.FifoQueue) {
    throw new Error(`${resource.id}: the local run does not run FIFO queues`)
  }
  return {
    name: template.attribute(resource, 'QueueName'),
    url: template.attribute(resource),
    arn: template.attribute(resource, 'Arn'),
    attributes: Object.fromEntries(attributes),
  }
}

export function readTable(template: Template, resource: Resource): Table {
  const property = (name: string) => template.property(resource, name)
  if (property('LocalSecondaryIndexes')) {
    throw new Error(`${resource.id}: the local run makes no local index`)
  }
  const indexes = property('GlobalSecondaryIndexes') as Record<string, unknown>[] | undefined
  const ttl = property('TimeToLiveSpecification') as
    | { AttributeName: string; Enabled: boolean }
    | undefined
  return {
    name: template.attribute(resource),
    definition: {
      TableName: template.attribute(resource),
      BillingMode: 'PAY_PER_REQUEST',
      ...streamOf(property('StreamSpecification')),
      KeySchema: property('KeySchema'),
      AttributeDefinitions: property('AttributeDefinitions'),
      ...(indexes && {
        GlobalSecondaryIndexes: indexes.map(({ IndexName, KeySchema, Projection }) => ({
          IndexName,
          KeySchema,
          Projection,
        })),
      }),
    } as CreateTableCommandInput,
    ttlAttribute: ttl?.Enabled ? ttl.AttributeName : undefined,
  }
}

function streamOf(specification: unknown): Pick<CreateTableCommandInput, 'StreamSpecification'> {
  const { StreamViewType } = Object(specification) as { StreamViewType?: StreamViewType }
  return StreamViewType ? { StreamSpecification: { StreamEnabled: true, StreamViewType } } : {}
}

/** The name of a bucket whose objects nobody deletes; none of another. */
export function readLockedBucket(template: Template, bucket: Resource): string[] {
  return bucket.properties.ObjectLockEnabled === true ? [template.attribute(bucket)] : []
}

/** The ARN of a key that signs; none of one that encrypts what is kept, which a local run does not. */
export function readSigningKey(template: Template, key: Resource): string[] {
  const { KeySpec, KeyUsage } = key.properties
  if (KeySpec === undefined && KeyUsage === undefined) return []
  if (KeySpec !== 'ECC_NIST_P256' || KeyUsage !== 'SIGN_VERIFY') {
    throw new Error(`${key.id}: the local run makes keys that sign, on the curve P-256, only`)
  }
  return [template.attribute(key, 'Arn')]
}

export function readSecret(template: Template, resource: Resource): SecretDefinition {
  const generated = template.property(resource, 'GenerateSecretString') as
    | { PasswordLength?: number; SecretStringTemplate?: string; GenerateStringKey?: string }
    | undefined
  const key = generated?.GenerateStringKey
  if (!generated || !key || generated.SecretStringTemplate !== '{}') {
    throw new Error(`${resource.id}: the local run makes secrets of one generated key only`)
  }
  return {
    name: template.nameOf(resource),
    arn: template.attribute(resource),
    generated: { key, length: generated.PasswordLength ?? 32 },
  }
}
