import type { setTimeout } from 'node:timers/promises'

export type Sleep = (milliseconds: number) => ReturnType<typeof setTimeout>

export class StillThere extends Error {
  override name = 'StillThere'
}

/** Polls every five seconds. @throws StillThere after an hour; CloudFront takes half of one */
export async function until(isSo: () => Promise<boolean>, sleep: Sleep): Promise<void> {
  for (let looks = 0; looks < 720; looks++) {
    if (await isSo()) return
    await sleep(5000)
  }
  throw new StillThere('AWS takes longer than an hour')
}
