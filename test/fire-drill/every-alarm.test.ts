import { describe, expect, it } from 'vitest'
import { runbookSection, shortAlarmName } from '../../shared/domain/alarm-names.ts'
import { alarmTextOf, alarmTexts, remedyNames } from '../../shared/texts/alarms.ts'
import { remedies } from '../../team/remedy/remedies.ts'
import { anchorsOf } from '../house-rules/documents.ts'
import { textOf } from '../house-rules/repository.ts'
import { test } from '../journey/shared-run.ts'
import { sized } from '../size.ts'
import { resourcesOf } from '../stack/templates.ts'
import { allOptionsButStaff, templatesOf } from '../stack/whole-app.ts'
import { type Drill, playDrill } from './drill.ts'
import { drills } from './drills.ts'
import { functionDrills } from './function-drills.ts'

const alarms = Object.entries(templatesOf(allOptionsButStaff)).flatMap(([stack, template]) =>
  resourcesOf(template, 'AWS::CloudWatch::Alarm').map(([id, { Properties }]) => ({
    name: shortAlarmName(`${stack}-${id}-Local1`),
    section: runbookSection(Properties.AlarmDescription) ?? '',
  })),
)

/** The firewall's alarms are in us-east-1, and a local run has no edge. */
const alarmsOfTheEdge = ['BlockedRequests']

describe('every alarm', () => {
  it('has a drill and a short text, and none is left of a removed alarm', () => {
    const names = [...new Set(alarms.map(({ name }) => name))].sort()
    expect(names).toEqual([...Object.keys(drills), ...alarmsOfTheEdge].sort())
    const { FailingStaffApi: _, ...texts } = alarmTexts
    expect(names).toEqual(Object.keys(texts).sort())
    expect(Object.values(alarmTexts).filter(({ sentence }) => sentence.length > 90)).toEqual([])
  })

  it('is drilled with the remedy that it names', () => {
    for (const [name, { team = {} }] of Object.entries(drills as Record<string, Drill>)) {
      const typed = Object.values(team).flatMap(
        (line) => /^election remedy (\S+)/.exec(line)?.[1] ?? [],
      )
      for (const remedy of typed) expect(remedy, name).toBe(alarmTextOf(name)?.remedy)
    }
  })

  it('has a section of the runbook', () => {
    const anchors = new Set(anchorsOf(textOf('docs/runbook.md')))
    expect(alarms.filter(({ section }) => !anchors.has(section))).toEqual([])
  })

  it('has a drill for every remedy that repairs', () => {
    const repairing = remedyNames.filter((name) => remedies[name].checks.length > 0)
    const typed = Object.values(drills).flatMap(({ team = {} }) => Object.values(team))
    const unplayed = repairing.filter(
      (name) => !typed.some((line) => line.includes(`remedy ${name}`)),
    )
    expect(unplayed).toEqual([])
  })
})

test.for(sized(['Sweep'] as const, []))('%s rings, and ends', async (alarm, { run }) => {
  await playDrill(run, alarm, functionDrills[alarm])
})
