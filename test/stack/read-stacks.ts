import { Template } from '../../local/app/template.ts'
import { account } from '../builders/account-events.ts'

export const place = { accountId: account, region: 'eu-west-3', sqsEndpoint: 'http://sqs' }

type Written = ConstructorParameters<typeof Template>[0]

export function stacksOf(templates: Record<string, Written>): Map<string, Template> {
  const stacks = new Map<string, Template>()
  for (const [name, template] of Object.entries(templates))
    stacks.set(name, new Template(template, place, stacks, name))
  return stacks
}
