/** `npm run test:full`, which CI runs, plays in full what `npm test` plays in part. */
export const isFull = process.env.TEST_SIZE === 'full'

export function sized<Size>(part: Size, full: Size): Size {
  return isFull ? full : part
}

export const leftToFull = 'left to npm run test:full'

/**
 * Skips a test that is too slow for `npm test` in a file of quick ones. A file of slow tests alone is named
 * `.full.test.ts`.
 */
export function inFull(skip: (condition: boolean, note: string) => void): void {
  skip(!isFull, leftToFull)
}
