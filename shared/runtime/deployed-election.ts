import { readFileSync } from 'node:fs'
import type { Election, Staff } from '../domain/election/election.ts'

export function readElection(): Election<WallInstant> {
  const json = JSON.parse(readFileSync(new URL('election.json', import.meta.url), 'utf8'))
  for (const name of Object.keys(json.dates)) json.dates[name] = new Date(json.dates[name])
  return json
}

export function readStaff(): Staff {
  const { staff } = readElection()
  if (!staff) throw new Error('This election names no staff')
  return staff
}
