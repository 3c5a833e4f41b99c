import type { setTimeout } from 'node:timers/promises'
import { CommandError } from '../command-error.ts'

export type Sleep = (milliseconds: number) => ReturnType<typeof setTimeout>

export async function waitUntil(condition: () => Promise<boolean>, sleep: Sleep): Promise<void> {
  for (let polls = 0; polls < 720; polls++) {
    if (await condition()) return
    await sleep(5000)
  }
  throw new CommandError('AWS met plus d’une heure.')
}
