import { inMemoryStaffFiles } from '../fakes/in-memory-staff-files.ts'
import { aVoterWorld } from './voter-world.ts'

export async function aStaffWorld() {
  const world = await aVoterWorld()
  const office = inMemoryStaffFiles(world.tables)
  const ports = { ...world.ports, ...office.ports, drawCode: () => '12345678' }
  return { ...world, office, ports }
}
