import type { ServiceSwitches, StoppedServices } from '../../shared/domain/service-switches.ts'

/** Returns what had been stopped and, with `start`, starts it. Can be repeated after an error. */
export async function restartService(
  switches: ServiceSwitches,
  { start }: { start: boolean },
): Promise<StoppedServices> {
  const stopped = await switches.stopped()
  if (start) await switches.start(stopped)
  return stopped
}
