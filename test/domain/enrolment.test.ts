import { expect, it } from 'vitest'
import { enrol } from '../../shared/domain/roll/enrolment.ts'
import { keys } from '../builders/values.ts'
import { aRollEntry } from '../builders/voters.ts'

it('a voter of the roll has a school and a format of notice where their line says so', () => {
  const { voter } = enrol(keys, aRollEntry({ school: 'Lycée', format: 'braille' }))
  expect(voter).toMatchObject({ school: 'Lycée', noticeFormat: 'braille' })
  const bare = enrol(keys, aRollEntry()).voter
  expect(bare).not.toHaveProperty('school')
  expect(bare).not.toHaveProperty('noticeFormat')
})
