import { describe, expect, it } from 'vitest'
import { runbookSection, shortAlarmName } from '../../shared/domain/alarm-names.ts'
import { anchorsOf } from '../house-rules/documents.ts'
import { test } from '../journey/shared-run.ts'
import { sized } from '../size.ts'
import { everythingButStaff, resourcesOf, templatesOf } from '../stack/whole-app.ts'
import { playDrill } from './drill.ts'
import { drills } from './drills.ts'
import { functionDrills } from './function-drills.ts'
import { runbookSteps, sectionOf, sectionsWithSteps } from './runbook-steps.ts'

const alarms = Object.entries(templatesOf(everythingButStaff)).flatMap(([stack, template]) =>
  resourcesOf(template, 'AWS::CloudWatch::Alarm').map(([id, { Properties }]) => ({
    name: shortAlarmName(`${stack}-${id}-Local1`),
    section: runbookSection(Properties.AlarmDescription) ?? '',
  })),
)

/** The firewall's, in us-east-1: a local run has no edge. */
const alarmsOfTheEdge = ['BlockedRequests']

describe('every alarm', () => {
  it('has a drill, and no drill is of an alarm that is gone', () => {
    const names = new Set(alarms.map(({ name }) => name))
    expect([...names].sort()).toEqual([...Object.keys(drills), ...alarmsOfTheEdge].sort())
  })

  it('is mended by its own section of the runbook, or by one to which that section sends', () => {
    for (const { name, section } of alarms) {
      const { steps = section } = drills[name] ?? {}
      const sentTo = [...sectionOf(section).matchAll(/\bsee "([^"]+)"|"([^"]+)" says/gi)]
      const anchors = sentTo.map(([, see, says]) => anchorsOf(`# ${see ?? says}`)[0])
      expect([section, ...anchors], name).toContain(steps)
    }
  })

  it('plays every block of the runbook that says so', () => {
    const played = new Set(alarms.map(({ name, section }) => drills[name]?.steps ?? section))
    expect(sectionsWithSteps()).not.toEqual([])
    expect(sectionsWithSteps().filter((section) => !played.has(section))).toEqual([])
    expect(runbookSteps('the-spend-limit-is-reached', 'fire-drill')).toEqual([])
    expect(runbookSteps('the-spend-limit-is-reached', 'fire-drill-after')).toEqual([
      expect.stringMatching(/^npm run sms -- close --stack/),
    ])
  })
})

// The gate plays all of them on runs of their own.
test.for(sized(['Sweep'] as const, []))('%s goes off, and is over', async (alarm, { run }) => {
  await playDrill(run, alarm, functionDrills[alarm])
})
