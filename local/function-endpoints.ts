/** Service names in `AWS_ENDPOINT_URL_…`; SQS is absent because its client calls the queue's URL. */
const variableNames = {
  cloudFront: 'CLOUDFRONT',
  cloudWatch: 'CLOUDWATCH',
  dynamodb: 'DYNAMODB',
  eventBridge: 'EVENTBRIDGE',
  kms: 'KMS',
  lambda: 'LAMBDA',
  s3: 'S3',
  secretsManager: 'SECRETS_MANAGER',
  ses: 'SES',
  sns: 'SNS',
} as const

export type EngineName = Lowercase<keyof typeof variableNames> | 'sqs'

export async function endpointVariables(
  proxyEndpoint: (endpoint: string, engine: EngineName) => Promise<string>,
  endpoints: Readonly<Record<keyof typeof variableNames, string>>,
): Promise<Record<string, string>> {
  const names = Object.keys(variableNames) as (keyof typeof variableNames)[]
  const variables = names.map(async (name) => {
    const endpoint = await proxyEndpoint(endpoints[name], name.toLowerCase() as EngineName)
    return [`AWS_ENDPOINT_URL_${variableNames[name]}`, endpoint]
  })
  return Object.fromEntries(await Promise.all(variables))
}
