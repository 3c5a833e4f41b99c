import type { SynthesisedApp } from '../../local/app/read-app.ts'
import type { Resource, Template } from '../../local/app/template.ts'

export interface Statement {
  Effect: string
  Action?: string | string[]
  NotAction?: string | string[]
  Resource?: string | string[]
  NotResource?: string | string[]
  Condition?: Record<string, Record<string, string | string[]>>
}

interface Policy {
  PolicyDocument: { Statement: Statement[] }
}

/** Statements of a role's inline policies, as ours are, and of separate policies, as CDK creates them. */
export function statementsOf(template: Template, role: Resource): Statement[] {
  const name = template.attribute(role)
  const policies = template
    .findAll('AWS::IAM::Policy')
    .map((one) => template.resolve(one.properties, one.id) as Policy & { Roles: string[] })
    .filter(({ Roles }) => Roles.includes(name))
  const own = (template.property(role, 'Policies') ?? []) as Policy[]
  return [...own, ...policies].flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
}

type App = Pick<SynthesisedApp, 'templates'>

export function statementsOfRole({ templates }: App, arn: unknown): Statement[] {
  return templates.flatMap((template) => {
    const roles = template.findAll('AWS::IAM::Role')
    const role = roles.find((one) => template.attribute(one, 'Arn') === arn)
    return role ? statementsOf(template, role) : []
  })
}

export function statementsOfFunction(app: App, name: string): Statement[] {
  return app.templates.flatMap((template) =>
    template
      .findAll('AWS::Lambda::Function')
      .filter((one) => template.attribute(one) === name)
      .flatMap((one) => statementsOfRole(app, template.property(one, 'Role'))),
  )
}
