import { expect, it } from 'vitest'
import { remedyNames } from '../../shared/texts/alarms.ts'
import { wallPage } from '../../team/remedy/wall.ts'
import { election } from '../builders/voters.ts'

it('the page for the wall names each remedy, and the election’s file if its name is not the usual one', () => {
  const page = wallPage({ ...election, title: 'CSE <du> 8' }, 'election.json')
  for (const name of remedyNames)
    expect(page).toContain(`<code>npm run election -- remedy ${name} --stack</code>`)
  expect(page).toContain('npm run election -- restore liste 17:04 17:06')
  expect(page).toContain('CSE &lt;du&gt; 8')
  expect(page).not.toContain('--election')
  const staffless = { ...election, staff: undefined }
  expect(wallPage(staffless, 'election.json')).not.toContain('site de l’assistance')
  const other = wallPage(election, 'autre.json')
  expect(other).toContain('npm run election -- status --stack --election autre.json</code>')
})
