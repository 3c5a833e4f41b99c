import { recordAccountEvent } from '../../functions/record-account-event/record-account-event.ts'
import { matches, transformed } from '../../local/app/event-patterns.ts'
import { readEventRule } from '../../local/app/read-triggers.ts'
import { Template } from '../../local/app/template.ts'
import { accountEventMessage } from '../../shared/contract/account-events.ts'
import type { Intervention } from '../../shared/domain/ledger/intervention.ts'
import { account } from '../builders/account-events.ts'

const place = { accountId: account, region: 'eu-west-3', sqsEndpoint: 'http://sqs' }

type Written = ConstructorParameters<typeof Template>[0]

/** The stacks of an election as the local run reads them: those that they import from are among them. */
export function stacksOf(templates: Record<string, Written>): Map<string, Template> {
  const stacks = new Map<string, Template>()
  for (const [name, template] of Object.entries(templates))
    stacks.set(name, new Template(template, place, stacks, name))
  return stacks
}

export function accountRulesIn(stacks: Map<string, Template>) {
  const main = stacks.get('Reassort') as Template
  const rules = main
    .ofType('AWS::Events::Rule')
    .filter(({ id }) => id.startsWith('AccountEvents'))
    .flatMap((rule) => readEventRule(main, rule))

  async function interventionsOf(event: object): Promise<Intervention[]> {
    const recorded: Intervention[] = []
    const record = async (one: Intervention) => recorded.push(one) > 0
    for (const rule of rules.filter(({ pattern }) => matches(pattern, event))) {
      const message = accountEventMessage.parse(JSON.parse(transformed(rule, event)))
      await recordAccountEvent({ interventions: { record } }, message)
    }
    return recorded
  }

  const told = async (event: object) =>
    (await interventionsOf(event)).map(({ kind, by, subject }) => `${kind}: ${by}: ${subject}`)

  return { main, rules, interventionsOf, told }
}
