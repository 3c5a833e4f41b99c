import { inMemoryStaffFiles } from '../fakes/in-memory-staff-files.ts'
import { aVoterWorld } from './voter-world.ts'

/** A voter's world and the staff who answer calls; of `ports`, the sessions are theirs. */
export async function aStaffWorld() {
  const world = await aVoterWorld()
  const office = inMemoryStaffFiles(world.tables.look.interventions())
  const ports = { ...world.ports, ...office.ports, drawCode: () => '12345678' }
  return { ...world, office, ports }
}
