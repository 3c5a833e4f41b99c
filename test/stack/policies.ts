interface Policy {
  // biome-ignore lint/suspicious/noExplicitAny: CloudFormation has no types
  PolicyDocument: { Statement: any[] }
}

type Properties = Partial<Policy> & { Policies?: Policy[]; Roles?: { Ref: string }[] }

interface Template {
  Resources: Record<string, { Type: string; Properties?: Properties }>
}

/** By the id of each role that has any: the policies in it, as ours are, or beside it, as CDK makes them. */
export function policiesIn(template?: Template): Map<string, Policy['PolicyDocument'][]> {
  const found = new Map<string, Policy['PolicyDocument'][]>()
  const add = (role: string, one: Partial<Policy>) =>
    found.set(role, [...(found.get(role) ?? []), one.PolicyDocument as Policy['PolicyDocument']])
  for (const [id, { Type, Properties = {} }] of Object.entries(template?.Resources ?? {})) {
    if (Type === 'AWS::IAM::Role') for (const one of Properties.Policies ?? []) add(id, one)
    if (Type === 'AWS::IAM::Policy')
      for (const { Ref } of Properties.Roles ?? []) add(Ref, Properties)
  }
  return found
}

export const statementsIn = (template?: Template) =>
  new Map(
    [...policiesIn(template)].map(([role, documents]) => [
      role,
      documents.flatMap(({ Statement }) => Statement),
    ]),
  )
