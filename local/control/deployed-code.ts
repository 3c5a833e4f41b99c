import type { IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { zipSync } from 'fflate'
import { readFiles } from '../../shared/tooling/build-cache.ts'
import type { DeployedCode, LocalFunction } from '../app/synthesised-app.ts'

// What `npm run seal` asks of CloudFormation and Lambda: which code is deployed, and its files.

export interface DeployedFunctions {
  code: readonly DeployedCode[]
  /** Those that run, whose variables are what they were started with. */
  functions: readonly LocalFunction[]
  /** Variables that the run sets for all functions, and the template does not. */
  added: Readonly<Record<string, string>>
}

export interface CodeReply {
  status: number
  type: string
  body: string | Uint8Array
}

const functionPath = /^\/2015-03-31\/functions\/([^/]+)$/
const filesPath = /^\/code\/([^/]+)$/

/** @returns undefined when it asks for something else */
export async function answerOfCode(
  request: IncomingMessage,
  deployed: DeployedFunctions,
): Promise<CodeReply | undefined> {
  const path = request.url?.split('?')[0] ?? ''
  const named = (pattern: RegExp) => decodeURIComponent(pattern.exec(path)?.[1] ?? '')
  if (request.method === 'POST' && path === '/' && !request.headers['x-amz-target']) {
    const stack = new URLSearchParams(await text(request)).get('StackName')
    return listResources(deployed.code.filter((one) => one.stack === stack))
  }
  const found = deployed.code.find(
    ({ physicalId, lambda }) =>
      lambda && [named(functionPath), named(filesPath)].includes(physicalId),
  )
  if (request.method !== 'GET' || !found?.lambda) return undefined
  if (filesPath.test(path)) {
    // As they are now: a file that somebody changes is what the next start of the function runs.
    const files = Object.fromEntries(readFiles(found.lambda.directory))
    return { status: 200, type: 'application/zip', body: zipSync(files, { level: 0 }) }
  }
  const Location = `http://${request.headers.host}/code/${encodeURIComponent(found.physicalId)}`
  const Configuration = { FunctionName: found.physicalId, ...settingsOf(found, deployed) }
  return json(200, { Code: { RepositoryType: 'S3', Location }, Configuration })
}

// https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackResources.html
function listResources(code: readonly DeployedCode[]): CodeReply {
  const members = code.map(
    ({ logicalId, physicalId, type }) =>
      `<member><LogicalResourceId>${logicalId}</LogicalResourceId><PhysicalResourceId>${physicalId}</PhysicalResourceId><ResourceType>${type}</ResourceType></member>`,
  )
  const result = `<StackResourceSummaries>${members.join('')}</StackResourceSummaries>`
  const body = `<ListStackResourcesResponse><ListStackResourcesResult>${result}</ListStackResourcesResult></ListStackResourcesResponse>`
  return { status: 200, type: 'text/xml', body }
}

function settingsOf(
  { physicalId, lambda }: DeployedCode,
  { functions, added }: DeployedFunctions,
): Record<string, unknown> {
  const settings: Record<string, unknown> = { FunctionArn: lambda?.arn, ...lambda?.settings }
  const running = functions.find(({ name }) => name === physicalId)
  if (!running) return settings
  return { ...settings, Environment: { Variables: { ...running.environment, ...added } } }
}

function json(status: number, body: object): CodeReply {
  return { status, type: 'application/json', body: JSON.stringify(body) }
}
