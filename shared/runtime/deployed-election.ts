import { readFileSync } from 'node:fs'
import type { Election } from '../domain/election/election.ts'
import type { Staff } from '../domain/election/election-staff.ts'

/** The election that was deployed with the function: beside the bundle, as it was checked when it was bundled. */
export function readElection(): Election<WallInstant> {
  const checked = JSON.parse(readFileSync(new URL('election.json', import.meta.url), 'utf8'))
  for (const name of Object.keys(checked.dates)) checked.dates[name] = new Date(checked.dates[name])
  return checked
}

/** Of an election that names staff: no function of theirs is deployed with another. */
export function readStaff(): Staff {
  const { staff } = readElection()
  if (!staff) throw new Error('This election names no staff')
  return staff
}
