import type { Resource } from './synthesised-template.ts'

/** What CloudFormation makes or updates before a resource, as the template has it wait: by logical id. */
export function dependenciesOf(
  template: { Resources: Record<string, Resource> } | undefined,
  id: string,
): string[] {
  const { Resources = {} } = template ?? {}
  const found = new Set<string>()
  const follow = (next: string) => {
    const resource = Resources[next]
    if (!resource || found.has(next)) return
    found.add(next)
    for (const one of [resource.DependsOn ?? []].flat()) follow(one)
    for (const one of references(resource.Properties)) follow(one)
  }
  follow(id)
  found.delete(id)
  return [...found]
}

function references(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key === 'Ref') return [String(inner)]
    if (key === 'Fn::GetAtt') return [String((inner as unknown[])[0])]
    return references(inner)
  })
}
