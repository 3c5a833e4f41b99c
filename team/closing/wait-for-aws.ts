import type { setTimeout } from 'node:timers/promises'
import { CommandError } from '../command-error.ts'

export type Sleep = (milliseconds: number) => ReturnType<typeof setTimeout>

/** Gives up after about an hour: CloudFront may take half an hour to delete a distribution. */
export async function waitUntil(condition: () => Promise<boolean>, sleep: Sleep): Promise<void> {
  for (let pollCount = 0; pollCount < 720; pollCount++) {
    if (await condition()) return
    await sleep(5000)
  }
  throw new CommandError('AWS met plus d’une heure.')
}
