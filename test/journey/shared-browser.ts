import { test as base } from 'vitest'
import { launchChromium, noChromium } from './browser.ts'

export const test = base
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from it that nothing else is needed.
  .extend('chromium', { scope: 'worker' }, async ({}, { onCleanup }) => {
    const browser = await launchChromium()
    onCleanup(() => browser?.close())
    return { browser }
  })
  .extend('browser', ({ chromium: { browser }, skip }) => browser ?? skip(noChromium))
