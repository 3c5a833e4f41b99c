import type { CreateTableCommandInput, StreamViewType } from '@aws-sdk/client-dynamodb'
import type { Resource, Template } from './template.ts'

export function readQueue(template: Template, resource: Resource) {
  const attributes = [
    'DelaySeconds',
    'MessageRetentionPeriod',
    'RedrivePolicy',
    'VisibilityTimeout',
  ].flatMap((name) => {
    const value = template.property(resource, name)
    if (value === undefined) return []
    return [[name, typeof value === 'object' ? JSON.stringify(value) : String(value)]]
  })
  return {
    name: template.attribute(resource, 'QueueName'),
    url: template.attribute(resource),
    arn: template.attribute(resource, 'Arn'),
    attributes: Object.fromEntries(attributes) as Record<string, string>,
  }
}

export function readTable(template: Template, resource: Resource) {
  const property = (name: string) => template.property(resource, name)
  const indexes = property('GlobalSecondaryIndexes')
  const ttl = property('TimeToLiveSpecification') as { AttributeName: string } | undefined
  const stream = property('StreamSpecification') as { StreamViewType: StreamViewType } | undefined
  return {
    name: template.attribute(resource),
    definition: {
      TableName: template.attribute(resource),
      BillingMode: 'PAY_PER_REQUEST',
      ...(stream && { StreamSpecification: { ...stream, StreamEnabled: true } }),
      KeySchema: property('KeySchema'),
      AttributeDefinitions: property('AttributeDefinitions'),
      ...(indexes !== undefined && { GlobalSecondaryIndexes: indexes }),
    } as CreateTableCommandInput,
    ttlAttribute: ttl?.AttributeName,
  }
}

export function readLockedBucket(template: Template, bucket: Resource): string[] {
  return bucket.properties.ObjectLockEnabled === true ? [template.attribute(bucket)] : []
}

export function readSigningKey(template: Template, key: Resource): string[] {
  return key.properties.KeyUsage === 'SIGN_VERIFY' ? [template.attribute(key, 'Arn')] : []
}

export function readSecret(template: Template, resource: Resource) {
  const { GenerateStringKey, PasswordLength } = template.property(
    resource,
    'GenerateSecretString',
  ) as { GenerateStringKey: string; PasswordLength: number }
  return {
    name: template.nameOf(resource),
    arn: template.attribute(resource),
    generator: { key: GenerateStringKey, length: PasswordLength },
  }
}
