import { expect, test } from 'vitest'
import { phoneFormatsOf } from '../../shared/texts/sms/phone-formats.ts'

test("phone formats are shown for the election's territories only", () => {
  expect(phoneFormatsOf(['FR', 'MF']).map(({ place }) => place)).toEqual([
    'France métropolitaine',
    'Guadeloupe, Saint-Barthélemy, Saint-Martin',
  ])
})
