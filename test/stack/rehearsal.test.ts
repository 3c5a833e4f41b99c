import { fullDiff } from '@aws-cdk/cloudformation-diff'
import { describe, expect, it } from 'vitest'
import { policiesOf, resourcesOf } from './templates.ts'
import { allOptions, type StackTemplate, templatesOf } from './whole-app.ts'

const vote = templatesOf(allOptions)
const rehearsal = templatesOf({ ...allOptions, mode: 'rehearsal' })
const service = (templates: Record<string, StackTemplate>) => templates.Reassort as StackTemplate

function changes(before: StackTemplate, after: StackTemplate): Set<string> {
  const found = new Set<string>()
  fullDiff(before, after).resources.forEachDifference((id, { changeImpact }) => {
    const isInPlace = /^(NO_CHANGE|WILL_UPDATE)$/.test(changeImpact)
    found.add(isInPlace ? changeImpact : `${changeImpact} ${id}`)
  })
  return found
}

describe('a rehearsal', () => {
  it('uses the stacks of the vote: switching there and back replaces nothing', () => {
    expect(Object.keys(rehearsal).sort()).toEqual(Object.keys(vote).sort())
    for (const [name, template] of Object.entries(vote)) {
      const other = rehearsal[name] as StackTemplate
      if (name !== 'Reassort') {
        expect(other, name).toEqual(template)
        continue
      }
      for (const [before, after] of [
        [template, other],
        [other, template],
      ] as const) {
        expect(changes(before, after)).toEqual(new Set(['WILL_UPDATE', 'NO_CHANGE']))
      }
    }
  })

  it('has its own metrics namespace in functions, alarms and dashboard', () => {
    const namespaces = (template: StackTemplate) => {
      const ofFunctions = resourcesOf(template, 'AWS::Lambda::Function').flatMap(
        ([, { Properties }]) => Properties.Environment?.Variables?.METRICS_NAMESPACE ?? [],
      )
      const ofAlarms = JSON.stringify(resourcesOf(template, 'AWS::CloudWatch::Alarm')).matchAll(
        /"Namespace":"([^"]+)"/g,
      )
      // AWS's own namespaces contain a slash; shared resources are counted together.
      const ours = [...ofAlarms].flatMap(([, name = '']) =>
        /\/|^ReassortSms$/.test(name) ? [] : name,
      )
      return new Set([...ofFunctions, ...ours])
    }
    expect([...namespaces(service(vote))]).toEqual(['Reassort'])
    expect([...namespaces(service(rehearsal))]).toEqual(['Reassort-Rehearsal'])
    const drawn = JSON.stringify(resourcesOf(service(rehearsal), 'AWS::CloudWatch::Dashboard'))
    expect(drawn).toContain('RÉPÉTITION')
    expect(drawn).toContain('Reassort-Rehearsal')
    expect(drawn).not.toMatch(/\[\\*"Reassort\\*",/)
    expect(drawn).not.toMatch(/\{\\*"Reassort\\*",/)
    const ofVote = JSON.stringify(resourcesOf(service(vote), 'AWS::CloudWatch::Dashboard'))
    expect(ofVote).not.toMatch(/RÉPÉTITION|Rehearsal/)
    expect(ofVote).toMatch(/\[\\*"Reassort\\*",/)
  })

  it('lets its deployer delete its data, as no vote does', () => {
    const deletes = (template: StackTemplate) =>
      policiesOf('TeamRolesDeployer', template as Parameters<typeof policiesOf>[1])
        .filter(({ Action }) => [Action].flat().includes('dynamodb:DeleteItem'))
        .flatMap(
          ({ Resource }) =>
            JSON.stringify(Resource).match(/Tables[A-Z][a-zA-Z]+?(?=[0-9A-F]{8})/g) ?? [],
        )
    const mayDelete = new Set(deletes(service(rehearsal)))
    const wiped = [
      'Voters',
      'Sessions',
      'PasswordLinks',
      'Phones',
      'Reissues',
      'Attempts',
      'SmsDays',
    ]
    for (const table of wiped) expect([...mayDelete]).toContain(`Tables${table}`)
    expect([...mayDelete]).not.toContain('TablesInterventions')
    const others = new Set(deletes(service(vote)))
    for (const table of wiped.slice(1)) expect([...others]).not.toContain(`Tables${table}`)
  })
})
