export interface NumberedTexts {
  put(number: number, text: string): Promise<boolean>
  /** Returns 0 if there are no texts. */
  lastNumber(): Promise<number>
  /** Also finds a text under a delete marker, since its number stays taken. */
  find(number: number): Promise<StoredText | undefined>
  /** Without `id`, returns the first version, even if overwritten. @throws Error if absent */
  read(number: number, id?: string): Promise<string>
  list(): AsyncIterable<StoredText>
}

export interface StoredText {
  name: string
  number: number | undefined
  /** Id of the first version; undefined if there is only a delete marker. */
  firstId: string | undefined
  writtenAt?: Date | undefined
  versionCount: number
  isDeleted: boolean
}

export async function findLastNumber(
  exists: (number: number) => Promise<boolean>,
  from: number,
): Promise<number> {
  let [presentNumber, step] = [from, 1]
  while (await exists(presentNumber + step)) {
    presentNumber += step
    step *= 2
  }
  let absentNumber = presentNumber + step
  while (absentNumber - presentNumber > 1) {
    const middle = Math.floor((presentNumber + absentNumber) / 2)
    if (await exists(middle)) presentNumber = middle
    else absentNumber = middle
  }
  return presentNumber
}
