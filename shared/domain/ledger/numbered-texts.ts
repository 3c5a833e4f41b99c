/** Texts numbered from 1 without a gap, each written once. */
export interface NumberedTexts {
  /** @returns false if the number is taken */
  put(number: number, text: string): Promise<boolean>
  /** True also if the text was deleted since: its number stays taken. */
  has(number: number): Promise<boolean>
  /** Returns the first version, whatever was put over it. @throws Error if there is none */
  read(number: number): Promise<string>
  writtenAt(number: number): Promise<Date | undefined>
  list(): AsyncIterable<StoredText>
  readVersion(number: number, id: string): Promise<string>
}

export interface StoredText {
  name: string
  /** Undefined if this code wrote no such name. */
  number: number | undefined
  /** Id of the first version. */
  first: string | undefined
  versions: number
  isDeleted: boolean
}

/** Finds the last number by doubling steps, then by halves. @param from one that is there, or 0 */
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
