import { expect, it } from 'vitest'
import { countedTerritories, unknownTerritory } from '../../shared/domain/sms/territory.ts'

it('counts Saint-Barthélemy and Saint-Martin with Guadeloupe, whose numbers they have', () => {
  expect(countedTerritories({ territories: ['FR', 'BL', 'MF', 'RE'] })).toEqual([
    ...['FR', 'GP', 'RE'],
    unknownTerritory,
  ])
})
