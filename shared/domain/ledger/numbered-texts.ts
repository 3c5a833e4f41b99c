/** Texts that are numbered from 1 without a gap, and written once each. */
export interface NumberedTexts {
  /** @returns false when that number is taken */
  put(number: number, text: string): Promise<boolean>
  has(number: number): Promise<boolean>
  /** @throws Error when there is none */
  read(number: number): Promise<string>
}

/**
 * The last number of all, in so many questions as its distance has binary digits, twice.
 * @param from one that is there, or 0
 */
export async function lastNumber(texts: Pick<NumberedTexts, 'has'>, from = 0): Promise<number> {
  let [last, step] = [from, 1]
  while (await texts.has(last + step)) {
    last += step
    step *= 2
  }
  let absent = last + step
  while (absent - last > 1) {
    const middle = Math.floor((last + absent) / 2)
    if (await texts.has(middle)) last = middle
    else absent = middle
  }
  return last
}
