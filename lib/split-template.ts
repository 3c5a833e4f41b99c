interface DeployedResource {
  Type: string
  DependsOn?: string | string[]
}

export interface DeployedTemplate {
  Resources: Record<string, DeployedResource>
  Outputs?: Record<string, unknown>
}

/** What `KeptStack` holds, under the logical ids that it had in the one stack of version 0.1. */
function isKept(id: string, { Type }: DeployedResource): boolean {
  if (Type === 'AWS::SecretsManager::Secret') return id.startsWith('SecretsMasterKey')
  return Type === 'AWS::DynamoDB::Table' || Type === 'AWS::SES::EmailIdentity'
}

/**
 * Splits the template of a deployed election in two, as a stack refactoring of CloudFormation takes them: no
 * resource is added, changed or removed, and what the service reads of its data it reads of the other stack.
 * @throws Error when a reference is of a kind that cannot be split
 */
export function splitTemplate(
  deployed: DeployedTemplate,
  keptStack: string,
): { main: DeployedTemplate; kept: DeployedTemplate } {
  const entries = Object.entries(deployed.Resources)
  const kept = Object.fromEntries(entries.filter(([id, resource]) => isKept(id, resource)))
  const outputs: Record<string, { Value: unknown }> = {}

  function published(reference: object, id: string, attribute: string): object {
    const OutputName = `${id}${attribute}`
    outputs[OutputName] = { Value: reference }
    const Region = { Ref: 'AWS::Region' }
    return { 'Fn::GetStackOutput': { StackName: keptStack, OutputName, Region } }
  }

  function outside(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(outside)
    if (typeof value !== 'object' || value === null) return value
    const [[intrinsic, argument] = [], ...others] = Object.entries(value)
    if (others.length === 0 && (intrinsic === 'Ref' || intrinsic === 'Fn::GetAtt')) {
      const [id, attribute = 'Ref'] = [argument].flat().map(String)
      return id && Object.hasOwn(kept, id) ? published(value, id, attribute) : value
    }
    if (intrinsic === 'Fn::Sub') refuseSubstitution(value, Object.keys(kept))
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, outside(one)]))
  }

  const left = entries
    .filter(([id]) => !Object.hasOwn(kept, id))
    .map(([id, resource]) => [id, outside(withoutDependencies(resource, Object.keys(kept)))])
  const main = {
    ...deployed,
    Resources: Object.fromEntries(left),
    ...(deployed.Outputs && { Outputs: outside(deployed.Outputs) as Record<string, unknown> }),
  }
  return { main, kept: { Resources: kept, Outputs: outputs } }
}

function refuseSubstitution(value: object, ids: string[]): void {
  const found = ids.find((id) => JSON.stringify(value).includes(`\${${id}`))
  if (found) throw new Error(`A text of the template names ${found}: it cannot be split`)
}

/** A stack depends on another as a whole. */
function withoutDependencies(resource: DeployedResource, ids: string[]): DeployedResource {
  const { DependsOn, ...rest } = resource
  const left = [DependsOn ?? []].flat().filter((id) => !ids.includes(id))
  return left.length > 0 ? { ...rest, DependsOn: left } : rest
}
