/** Texts numbered from 1, each written once. */
export interface NumberedTexts {
  put(number: number, text: string): Promise<boolean>
  /** True for a deleted text too: its number stays taken. */
  has(number: number): Promise<boolean>
  /** Returns the first version, even if overwritten. @throws Error if absent */
  read(number: number): Promise<string>
  writtenAt(number: number): Promise<Date | undefined>
  list(): AsyncIterable<StoredText>
  readVersion(number: number, id: string): Promise<string>
}

export interface StoredText {
  name: string
  /** Undefined for a foreign object name. */
  number: number | undefined
  /** Id of the first version. */
  first: string | undefined
  versions: number
  isDeleted: boolean
}

/** Finds the last number by galloping search. @param from an existing number, or 0 */
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
