export interface Resource {
  id: string
  type: string
  constructPath: string
  properties: Record<string, unknown>
}

export interface LocalAccount {
  accountId: string
  region: string
  sqsEndpoint: string
}

interface RawTemplate {
  Outputs?: Record<string, { Value: unknown; Export?: { Name: string } }>
  Resources?: Record<
    string,
    {
      Type: string
      Properties?: Record<string, unknown>
      Metadata?: Record<string, unknown>
    }
  >
}

type Attributes = Record<string, (name: string, account: LocalAccount) => string>

const arn =
  (service: string, prefix = '') =>
  (name: string, { region, accountId }: LocalAccount) =>
    `arn:aws:${service}:${region}:${accountId}:${prefix}${name}`

const secretArn: Attributes[string] = (name, account) =>
  `${arn('secretsmanager', 'secret:')(name, account)}-${generatedSuffix}`

const attributesByType: Record<string, Attributes> = {
  'AWS::ApiGatewayV2::Api': {
    Ref: (name) => name.toLowerCase(),
    ApiEndpoint: (name, { region }) =>
      `https://${name.toLowerCase()}.execute-api.${region}.amazonaws.com`,
  },
  'AWS::CloudFront::Distribution': { DomainName: (name) => `${name.toLowerCase()}.cloudfront.net` },
  'AWS::CloudFront::Function': { FunctionARN: arn('cloudfront', 'function/') },
  'AWS::CloudFront::OriginAccessControl': { Id: (name) => name },
  'AWS::CloudWatch::Alarm': { Arn: arn('cloudwatch', 'alarm:') },
  'AWS::DynamoDB::Table': {
    Arn: arn('dynamodb', 'table/'),
    StreamArn: (name, account) => `${arn('dynamodb', 'table/')(name, account)}/stream/local`,
  },
  'AWS::IAM::Role': { Arn: (name, { accountId }) => `arn:aws:iam::${accountId}:role/${name}` },
  'AWS::Events::Rule': { Arn: arn('events', 'rule/') },
  'AWS::KMS::Key': { Arn: arn('kms', 'key/') },
  'AWS::Lambda::Function': { Arn: arn('lambda', 'function:') },
  'AWS::Lambda::Url': {
    FunctionUrl: (name, { region }) => `https://${name.toLowerCase()}.lambda-url.${region}.on.aws/`,
  },
  'AWS::Lambda::LayerVersion': {
    Ref: (name, account) => `${arn('lambda', 'layer:')(name, account)}:1`,
  },
  'AWS::Logs::LogGroup': { Arn: arn('logs', 'log-group:') },
  'AWS::S3::Bucket': {
    Ref: (name) => name.toLowerCase(),
    Arn: (name) => `arn:aws:s3:::${name.toLowerCase()}`,
    RegionalDomainName: (name, { region }) => `${name.toLowerCase()}.s3.${region}.amazonaws.com`,
  },
  'AWS::SecretsManager::Secret': { Ref: secretArn },
  'AWS::SNS::Topic': { Ref: arn('sns') },
  'AWS::SQS::Queue': {
    Ref: (name, { sqsEndpoint, accountId }) => `${sqsEndpoint}/${accountId}/${name}`,
    Arn: arn('sqs'),
    QueueName: (name) => name,
  },
  'AWS::WAFv2::WebACL': { Arn: arn('wafv2', 'global/webacl/') },
}

const generatedSuffix = 'Local1'
const stackUuid = '01234567-89ab-4def-8123-456789abcdef'

const nameProperties: Record<string, string> = {
  'AWS::ApiGatewayV2::Stage': 'StageName',
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::SecretsManager::Secret': 'Name',
  'AWS::SES::ConfigurationSet': 'Name',
  'AWS::SNS::Topic': 'TopicName',
  'AWS::SQS::Queue': 'QueueName',
}

export class Template {
  readonly resources: Resource[]
  readonly account: LocalAccount
  readonly stackName: string
  readonly #outputs: NonNullable<RawTemplate['Outputs']>
  readonly #stacks: ReadonlyMap<string, Template>

  constructor(
    rawTemplate: unknown,
    account: LocalAccount,
    stacks: ReadonlyMap<string, Template> = new Map(),
    stackName = 'Stack',
  ) {
    const { Resources, Outputs = {} } = rawTemplate as RawTemplate
    this.account = account
    this.stackName = stackName
    this.#outputs = Outputs
    this.#stacks = stacks
    this.resources = Object.entries(Resources ?? {}).map(([id, resource]) => ({
      id,
      type: resource.Type,
      constructPath: pathInStack(resource.Metadata?.['aws:cdk:path']) ?? id,
      properties: resource.Properties ?? {},
    }))
  }

  findAll(type: string): Resource[] {
    return this.resources.filter((resource) => resource.type === type)
  }

  find(type: string, value: unknown, attribute = 'Ref'): Resource | undefined {
    return this.findAll(type).find((resource) => this.attribute(resource, attribute) === value)
  }

  outputs(): Record<string, unknown> {
    return Object.fromEntries(
      Object.keys(this.#outputs).map((name) => [name, this.#output(name, name)]),
    )
  }

  #output(name: string, location: string): unknown {
    const output = this.#outputs[name]
    if (!output) throw new Error(`${location}: no stack of the app has the output ${name}`)
    return this.resolve(output.Value, name)
  }

  nameOf(resource: Resource): string {
    if (resource.type === 'AWS::CloudWatch::Alarm') {
      return `${this.stackName}-${resource.id}-${generatedSuffix}`
    }
    const explicitName = this.property(resource, nameProperties[resource.type] ?? '')
    return typeof explicitName === 'string'
      ? explicitName
      : resource.constructPath.replaceAll('/', '-')
  }

  attribute(resource: Resource, attribute = 'Ref'): string {
    const name = this.nameOf(resource)
    const attributeOf = attributesByType[resource.type]?.[attribute]
    if (attributeOf) return attributeOf(name, this.account)
    if (attribute === 'Ref') return name
    throw new Error(`${resource.id} (${resource.type}): the local run does not know ${attribute}`)
  }

  property(resource: Resource, name: string): unknown {
    return this.resolve(resource.properties[name], `${resource.id}.${name}`)
  }

  resolve(value: unknown, location: string): unknown {
    if (Array.isArray(value)) return value.map((item) => this.resolve(item, location))
    if (typeof value !== 'object' || value === null) return value
    const entries = Object.entries(value)
    const [intrinsic, argument] = entries[0] ?? []
    if (
      entries.length === 1 &&
      intrinsic &&
      (intrinsic === 'Ref' || intrinsic.startsWith('Fn::'))
    ) {
      return this.#intrinsic(intrinsic, argument, location)
    }
    return Object.fromEntries(
      entries.map(([key, item]) => [key, this.resolve(item, `${location}.${key}`)]),
    )
  }

  #intrinsic(intrinsic: string, argument: unknown, location: string): unknown {
    switch (intrinsic) {
      case 'Ref':
        return this.#ref(String(argument), location)
      case 'Fn::GetAtt': {
        const [id, attribute] = argument as [string, string]
        return this.attribute(this.#resource(id, location), attribute)
      }
      case 'Fn::GetStackOutput': {
        const { StackName, OutputName } = argument as { StackName: string; OutputName: string }
        const stack = this.#stacks.get(StackName)
        if (!stack) throw new Error(`${location}: no stack of the app is named ${StackName}`)
        return stack.#output(OutputName, location)
      }
      case 'Fn::ImportValue':
        return this.#importValue(String(argument), location)
      case 'Fn::Join': {
        const [separator, parts] = this.resolve(argument, location) as [string, string[]]
        return parts.join(separator)
      }
      case 'Fn::Split': {
        const [separator, text] = this.resolve(argument, location) as [string, string]
        return text.split(separator)
      }
      case 'Fn::Select': {
        const [index, values] = this.resolve(argument, location) as [string, unknown[]]
        return values[Number(index)]
      }
      case 'Fn::Sub':
        if (typeof argument === 'string') {
          return argument.replace(/\$\{([^}]+)\}/g, (_, name: string) => this.#ref(name, location))
        }
    }
    throw new Error(`${location}: the local run does not know ${intrinsic}`)
  }

  #importValue(exportName: string, location: string): unknown {
    for (const stack of this.#stacks.values()) {
      const outputs = Object.entries(stack.#outputs)
      const exportedOutput = outputs.find(([, { Export }]) => Export?.Name === exportName)
      if (exportedOutput) return stack.#output(exportedOutput[0], location)
    }
    throw new Error(`${location}: no stack of the app exports ${exportName}`)
  }

  #ref(name: string, location: string): string {
    switch (name) {
      case 'AWS::AccountId':
        return this.account.accountId
      case 'AWS::Region':
        return this.account.region
      case 'AWS::Partition':
        return 'aws'
      case 'AWS::StackId':
        return arn('cloudformation', 'stack/')(`local/${stackUuid}`, this.account)
      default:
        return this.attribute(this.#resource(name, location))
    }
  }

  #resource(id: string, location: string): Resource {
    const resource = this.resources.find((candidate) => candidate.id === id)
    if (!resource) throw new Error(`${location}: nothing in the template is named ${id}`)
    return resource
  }
}

function pathInStack(path: unknown): string | undefined {
  return typeof path === 'string'
    ? path
        .split('/')
        .slice(1)
        .join('/')
        .replace(/\/(Resource|Default)$/, '')
    : undefined
}
