/** Texts that are numbered from 1 without a gap, and written once each. */
export interface NumberedTexts {
  /** @returns false when that number is taken */
  put(number: number, text: string): Promise<boolean>
  /** True of what was deleted since, too: its number stays taken. */
  has(number: number): Promise<boolean>
  /** Returns it as it was first put, whatever came over it. @throws Error when there is none */
  read(number: number): Promise<string>
  /** @returns undefined when there is none, or none any more */
  writtenAt(number: number): Promise<Date | undefined>
  /** Everything that is there, by name. */
  list(): AsyncIterable<StoredText>
  readVersion(number: number, id: string): Promise<string>
}

export interface StoredText {
  name: string
  /** Undefined of what this code does not write. */
  number: number | undefined
  /** Id of the one that was put first. */
  first: string | undefined
  /** How many were put under that number. */
  versions: number
  isDeleted: boolean
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
