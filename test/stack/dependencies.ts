import type { Resource } from './whole-app.ts'

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
    for (const one of awaitedBy(resource)) follow(one)
  }
  follow(id)
  found.delete(id)
  return [...found]
}

/** CloudFormation refuses circular dependencies, and CDK does not detect them. */
export function circularIn({ Resources }: { Resources: Record<string, Resource> }): string[] {
  const waiting = new Map(Object.entries(Resources).map(([id, one]) => [id, awaitedBy(one)]))
  let ready: string[]
  do {
    ready = [...waiting.keys()].filter((id) => !waiting.get(id)?.some((one) => waiting.has(one)))
    for (const id of ready) waiting.delete(id)
  } while (ready.length > 0)
  return [...waiting.keys()]
}

const awaitedBy = ({ DependsOn = [], Properties }: Resource) => [
  ...[DependsOn].flat(),
  ...references(Properties),
]

function references(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key === 'Ref') return [String(inner)]
    if (key === 'Fn::GetAtt') return [String((inner as unknown[])[0])]
    if (key === 'Fn::Sub') {
      const [text, values] = [inner].flat()
      const named = [...String(text).matchAll(/\$\{([^.}]+)/g)].map(([, name = '']) => name)
      return [...named, ...references(values)]
    }
    return references(inner)
  })
}
