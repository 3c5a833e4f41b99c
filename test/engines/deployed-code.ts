import { zipSync } from 'fflate'
import type { SynthesisedApp } from '../../local/app/read-app.ts'
import type { Resource, Template } from '../../local/app/template.ts'
import { readFiles } from '../../shared/tooling/build-cache.ts'

type Resources = (readonly [resource: Resource, template: Template])[]

const ofType = ({ templates }: Pick<SynthesisedApp, 'templates'>, type: string): Resources =>
  templates.flatMap((template) => template.findAll(type).map((one) => [one, template] as const))

export function codeOf(app: SynthesisedApp, logicalId: string): string {
  const [[resource, template] = []] = ofType(app, 'AWS::Lambda::Function').filter(([{ id }]) =>
    id.startsWith(logicalId),
  )
  if (!resource || !template) throw new Error(`No function is ${logicalId}`)
  return directoryOf(app, template, resource)
}

function directoryOf({ assets }: SynthesisedApp, template: Template, resource: Resource): string {
  const { S3Key } = template.property(resource, 'Code') as { S3Key?: string }
  return assets.get(String(S3Key)) ?? ''
}

const settingNames =
  'Runtime Handler Role Timeout MemorySize Architectures Environment Layers LoggingConfig'

export function deployedFunction(
  app: SynthesisedApp,
  name: string,
  added: Record<string, string>,
): { configuration: Record<string, unknown>; archive: () => Uint8Array } | undefined {
  const found = ofType(app, 'AWS::Lambda::Function').find(
    ([resource, template]) => template.attribute(resource) === name,
  )
  if (!found) return undefined
  const [resource, template] = found
  const settings = settingNames.split(' ').map((one) => [one, template.property(resource, one)])
  const { Layers, ...others } = Object.fromEntries(settings)
  const { environment } = app.functions.find((one) => one.name === name) ?? {}
  const configuration = {
    ...others,
    ...{ FunctionName: name, FunctionArn: template.attribute(resource, 'Arn') },
    ...(Layers && { Layers: Layers.map((Arn: string) => ({ Arn })) }),
    ...(environment && { Environment: { Variables: { ...environment, ...added } } }),
  }
  const files = () => Object.fromEntries(readFiles(directoryOf(app, template, resource)))
  return { configuration, archive: () => zipSync(files(), { level: 0 }) }
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackResources.html */
export function listedResources(app: SynthesisedApp, stack: string): string {
  const identifiers = {
    'AWS::Lambda::Function': 'Ref',
    'AWS::CloudFront::Function': 'FunctionARN',
    'AWS::CloudFront::Distribution': 'Ref',
  }
  const members = Object.entries(identifiers).flatMap(([type, attribute]) =>
    ofType(app, type)
      .filter(([, { stackName }]) => stackName === stack)
      .map(
        ([resource, template]) =>
          `<member><LogicalResourceId>${resource.id}</LogicalResourceId><PhysicalResourceId>${template.attribute(resource, attribute)}</PhysicalResourceId><ResourceType>${type}</ResourceType></member>`,
      ),
  )
  const summaries = `<StackResourceSummaries>${members.join('')}</StackResourceSummaries>`
  return `<ListStackResourcesResponse><ListStackResourcesResult>${summaries}</ListStackResourcesResult></ListStackResourcesResponse>`
}

export function edgeCode(app: Pick<SynthesisedApp, 'templates'>, name: string): string {
  const found = ofType(app, 'AWS::CloudFront::Function').find(([resource, template]) =>
    template.attribute(resource, 'FunctionARN').endsWith(`/${name}`),
  )
  return found ? String(found[1].property(found[0], 'FunctionCode')) : ''
}
