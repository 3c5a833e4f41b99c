import { describe, expect, it } from 'vitest'
import type { Resource, Template } from '../../local/app/template.ts'
import { type MetricName, metricNames } from '../../shared/domain/metric-names.ts'
import { dimensionsOf } from '../../shared/runtime/journal-event.ts'
import { textOf } from '../house-rules/repository.ts'
import { stacksOf } from './local-app.ts'
import { alarms, functions, propertiesOf, template } from './templates.ts'
import { templatesOf } from './whole-app.ts'

interface Widget {
  type: string
  properties: { markdown?: string; alarms?: string[]; metrics?: MetricRow[]; title?: string }
}
type MetricRow = (string | { expression?: string })[]

const main = stacksOf(templatesOf({})).get('Reassort') as Template
const [dashboard, ...others] = main.findAll('AWS::CloudWatch::Dashboard') as [Resource]
const { widgets }: { widgets: Widget[] } = JSON.parse(
  String(main.property(dashboard, 'DashboardBody')),
)
const rows = widgets.flatMap(({ properties }) => properties.metrics ?? [])

function metricOf(row: MetricRow): { namespace: string; name: string; dimensions: string[] }[] {
  const [first] = row
  if (typeof first !== 'object') {
    const [namespace = '', name = '', ...dimensions] = row.filter((one) => typeof one === 'string')
    return [{ namespace, name, dimensions }]
  }
  const [, namespace, dimension, name] =
    /^SEARCH\('\{"(.*)",(\w+)\} MetricName="(\w+)"'/.exec(first.expression ?? '') ?? []
  if (!namespace || !dimension || !name) return []
  return [{ namespace, name, dimensions: [dimension] }]
}

const shown = rows.flatMap(metricOf)

describe('the dashboard', () => {
  it('is a single dashboard with headings, and begins with every alarm', () => {
    expect(others).toEqual([])
    const headings = widgets.flatMap(({ properties }) => properties.markdown ?? [])
    expect(headings.length).toBeGreaterThan(3)
    expect(widgets[0]?.properties.alarms).toHaveLength(alarms.size)
  })

  it('shows only metrics and dimensions that events count', () => {
    const ours = shown.filter(({ namespace }) => !namespace.startsWith('AWS/'))
    expect(ours.length).toBeGreaterThan(20)
    for (const { namespace, name, dimensions } of ours) {
      expect(namespace).toBe('Reassort')
      expect(metricNames).toContain(name)
      expect(dimensionsOf(name as MetricName), name).toContainEqual(dimensions)
    }
  })

  it('shows every metric of ours that no alarm uses, since each is billed', () => {
    const inAlarms = JSON.stringify([...alarms.values()])
    const seen = new Set(shown.map(({ name }) => name))
    const unseen = metricNames.filter(
      (name) => !seen.has(name) && !inAlarms.includes(`"MetricName":"${name}"`),
    )
    expect(unseen).toEqual([])
  })
})

describe('the saved queries', () => {
  const queries = propertiesOf(template, 'AWS::Logs::QueryDefinition')

  it('read the journal of every function', () => {
    for (const { LogGroupNames, QueryString } of queries) {
      expect(LogGroupNames).toHaveLength(functions.length)
      expect(QueryString).toMatch(/^filter event in \["[a-z.-]+"/)
    }
  })

  it('are those that the runbook names', () => {
    const section = textOf('docs/runbook.md')
      .split(/^## /m)
      .find((one) => one.startsWith('Questions'))
    const named = [...(section ?? '').matchAll(/^- `([\w-]+)` ?:/gm)].map(([, name]) => name)
    expect(queries.map(({ Name }) => Name).sort()).toEqual(
      named.map((name) => `Reassort/${name}`).sort(),
    )
  })
})
