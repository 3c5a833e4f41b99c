import { lastNumber, type NumberedTexts } from '../../shared/domain/ledger/numbered-texts.ts'

/** Read ahead of what is looked at. */
const ahead = 16

/** All texts in their order. @param from the first */
export async function* textsIn(
  texts: Pick<NumberedTexts, 'has' | 'read'>,
  from = 1,
): AsyncIterable<string> {
  const last = await lastNumber(texts)
  const reading: Promise<string>[] = []
  for (let number = from; number <= last || reading.length > 0; number++) {
    if (number <= last) {
      const text = texts.read(number)
      // Its failure is thrown when its turn comes.
      text.catch(() => {})
      reading.push(text)
    }
    if (reading.length >= ahead || number >= last) {
      const text = await reading.shift()
      if (text !== undefined) yield text
    }
  }
}

/** The lines of a ledger, without their ends. */
export async function* linesIn(texts: Pick<NumberedTexts, 'has' | 'read'>): AsyncIterable<string> {
  for await (const text of textsIn(texts)) yield* text.split('\n').filter((line) => line !== '')
}
