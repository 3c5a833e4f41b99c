import { CloudFormationClient } from '@aws-sdk/client-cloudformation'
import { CloudFrontClient } from '@aws-sdk/client-cloudfront'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { KMSClient } from '@aws-sdk/client-kms'
import { LambdaClient } from '@aws-sdk/client-lambda'
import { S3Client } from '@aws-sdk/client-s3'
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { SESv2Client } from '@aws-sdk/client-sesv2'
import { SNSClient } from '@aws-sdk/client-sns'
import { SQSClient } from '@aws-sdk/client-sqs'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod/mini'
import { readSecret } from '../shared/adapters/secrets-manager.ts'
import { type StackOutputs, stackOutputs } from '../shared/contract/stack-outputs.ts'
import { parseElection } from '../shared/domain/election/parse-election.ts'
import { deriveKeys, type RingName, readKeyRing } from '../shared/domain/keys.ts'
import { CommandError } from './command-error.ts'
import { remoteKeyedValues } from './keys/ask-team-function.ts'
import { localHeaders } from './keys/local-caller.ts'
import { roleOf, teamFunction } from './keys/team-function.ts'
import { readOutputs } from './preflight/stacks.ts'

export type Deployment = ReturnType<typeof deploymentOf>

export const localDeployment = z.object({
  outputs: stackOutputs,
  region: z.string(),
  credentials: z.object({ accessKeyId: z.string(), secretAccessKey: z.string() }),
  endpoints: z.object({
    dynamodb: z.url(),
    sqs: z.url(),
    secretsManager: z.url(),
    ses: z.url(),
    sns: z.url(),
    cloudFront: z.url(),
    cloudWatch: z.url(),
    s3: z.url(),
    kms: z.url(),
    cloudFormation: z.url(),
    lambda: z.url(),
    eventBridge: z.url(),
  }),
  election: z.unknown(),
})

export type LocalDeployment = z.infer<typeof localDeployment>

export async function openLocalRun(port = 8080): Promise<Deployment> {
  const { outputs, election, ...run } = await fetch(`http://localhost:${port + 1}/deployment`)
    .then(async (response) => localDeployment.parse(await response.json()))
    .catch(() => {
      throw new CommandError(
        `Aucune élection ne tourne sur cette machine au port ${port} : lancez « npm start » dans un autre terminal, ou donnez son port avec « --port ».`,
      )
    })
  const { region, credentials, endpoints } = run
  const clients = openClients((name) => ({ region, credentials, endpoint: endpoints[name] }))
  return deploymentOf(outputs, election, clients, (request) =>
    localHeaders(outputs, roleOf(request)),
  )
}

export const openOnAws = (outputs: StackOutputs) => deploymentOf(outputs, undefined, openClients())

function openClients(
  configOf: (
    name: keyof LocalDeployment['endpoints'],
  ) => Partial<Pick<LocalDeployment, 'region' | 'credentials'> & { endpoint: string }> = () => ({}),
) {
  return {
    dynamodb: new DynamoDBClient(configOf('dynamodb')),
    sqs: new SQSClient(configOf('sqs')),
    // A retried SMS might arrive twice.
    sns: new SNSClient({ ...configOf('sns'), maxAttempts: 1 }),
    secretsManager: new SecretsManagerClient(configOf('secretsManager')),
    // SES accepts about one suppression-list call a second, so a burst of calls needs several attempts.
    ses: new SESv2Client({ ...configOf('ses'), retryMode: 'adaptive', maxAttempts: 10 }),
    cloudFront: new CloudFrontClient(configOf('cloudFront')),
    s3: new S3Client(configOf('s3')),
    kms: new KMSClient(configOf('kms')),
    cloudFormation: new CloudFormationClient(configOf('cloudFormation')),
    lambda: new LambdaClient(configOf('lambda')),
  }
}

export async function openStack(stack: string): Promise<Deployment> {
  const client = new CloudFormationClient()
  const outputs = await readOutputs(client, stack)
    .catch((error: Error) => error)
    .finally(() => client.destroy())
  if (!outputs || outputs instanceof Error) {
    throw new CommandError(
      `L'élection « ${stack} » n'a pas été trouvée sur AWS, ou sa création a échoué : vérifiez le nom et la région dans votre fichier, et vos droits.${outputs ? ` ${outputs.message}` : ''}`,
    )
  }
  const parsedOutputs = stackOutputs.safeParse(outputs)
  if (parsedOutputs.success) return openOnAws(parsedOutputs.data)
  throw new CommandError(
    `L'élection « ${stack} » a été déployée par une version plus ancienne : lancez « npx cdk deploy --all », puis recommencez.`,
  )
}

function deploymentOf(
  outputs: StackOutputs,
  electionFile: unknown,
  clients: ReturnType<typeof openClients>,
  headersOf?: Parameters<typeof teamFunction>[2],
) {
  const { dynamodb, secretsManager, lambda } = clients
  const askTeamFunction = teamFunction(outputs.TeamFunctionUrl, lambda, headersOf)
  return {
    outputs,
    database: DynamoDBDocumentClient.from(dynamodb, {
      marshallOptions: { removeUndefinedValues: true },
    }),
    ...clients,
    askTeamFunction,
    keyedValues: remoteKeyedValues(askTeamFunction),
    async readLedgerKeys() {
      const text = await readSecret(secretsManager, secretOf(outputs, 'ledgerKeys'))
      return deriveKeys('ledgerKeys', readKeyRing(text))
    },
    election: electionFile === undefined ? undefined : parseElection(electionFile),
    electionFile,
    close() {
      for (const client of Object.values(clients)) client.destroy()
    },
  }
}

export const secretOf = (outputs: StackOutputs, name: RingName): string =>
  outputs[
    `${name.charAt(0).toUpperCase()}${name.slice(1)}Secret` as `${Capitalize<RingName>}Secret`
  ]

type TableOf<Output> = Output extends `${infer Name}Table` ? Uncapitalize<Name> : never

type TableNames = Record<TableOf<keyof StackOutputs>, string>

export function tableNamesOf(outputs: StackOutputs): TableNames {
  return Object.fromEntries(
    Object.entries(outputs)
      .filter(([output]) => output.endsWith('Table'))
      .map(([output, name]) => [
        `${output.charAt(0).toLowerCase()}${output.slice(1, -'Table'.length)}`,
        name,
      ]),
  ) as TableNames
}
