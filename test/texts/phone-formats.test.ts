import { expect, test } from 'vitest'
import { phoneFormatsOf } from '../../shared/texts/sms/phone-formats.ts'

test('shows the formats of phone numbers of the territories that the election accepts, and no other', () => {
  expect(phoneFormatsOf(['FR', 'MF']).map(({ place }) => place)).toEqual([
    'France métropolitaine',
    'Guadeloupe, Saint-Barthélemy, Saint-Martin',
  ])
})
