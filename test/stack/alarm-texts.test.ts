import { describe, expect, it } from 'vitest'
import { shortAlarmName } from '../../shared/domain/alarm-names.ts'
import { alarmTexts } from '../../shared/texts/alarms.ts'
import { resourcesOf } from './templates.ts'
import { everything, templatesOf } from './whole-app.ts'

const names = Object.values(templatesOf(everything))
  .flatMap((stack) => resourcesOf(stack, 'AWS::CloudWatch::Alarm'))
  .map(([id]) => shortAlarmName(`Reassort-${id}-XYZ123`))

describe('the alarms', () => {
  it('have each their words for a French team, and no words are left over', () => {
    expect(names.length).toBeGreaterThan(30)
    expect(Object.keys(alarmTexts).sort()).toEqual(names.sort())
  })

  it('are short to read beside each other', () => {
    const long = Object.values(alarmTexts).filter(({ says }) => says.length > 90)
    expect(long).toEqual([])
  })
})
