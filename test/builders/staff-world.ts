import { inMemoryStaffFiles } from '../fakes/in-memory-staff-files.ts'
import { startingPoint } from './for-each-test.ts'
import { aVoterWorld } from './voter-world.ts'

export async function aStaffWorld() {
  const world = await aVoterWorld()
  const office = inMemoryStaffFiles(world.tables)
  const ports = { ...world.ports, ...office.ports, drawCode: () => '12345678' }
  const begin = startingPoint(world, [...world.lists, office.told])
  return { ...world, office, ports, begin }
}
