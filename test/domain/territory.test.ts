import { expect, it } from 'vitest'
import { countedTerritories, unknownTerritory } from '../../shared/domain/sms/territory.ts'
import { fromReissueItem, toReissueItem } from '../../shared/tables/reissues.ts'
import { anAcceptedReissue } from '../builders/voters.ts'

it('counts Saint-Barthélemy and Saint-Martin with Guadeloupe, whose numbers they have', () => {
  expect(countedTerritories({ territories: ['FR', 'BL', 'MF', 'RE'] })).toEqual([
    ...['FR', 'GP', 'RE'],
    unknownTerritory,
  ])
})

it('a request stored before territories were counts as without one', () => {
  const { territory, ...formerItem } = toReissueItem(anAcceptedReissue({ voterId: 'v' }))
  expect(fromReissueItem(formerItem).territory).toBe(unknownTerritory)
})
