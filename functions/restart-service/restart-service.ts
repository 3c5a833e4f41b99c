import type { ServiceSwitches, StoppedServices } from '../../shared/domain/service-switches.ts'

/**
 * Returns what somebody stopped; with `start`, starts it again first. Nothing here can stop anything.
 * @throws what AWS refuses: what was started by then stays so, and another call goes on
 */
export async function restartService(
  switches: ServiceSwitches,
  { start }: { start: boolean },
): Promise<StoppedServices> {
  const stopped = await switches.stopped()
  if (start) await switches.start(stopped)
  return stopped
}
