import type { RollFileProblem } from '../../shared/texts/roll/roll-file.ts'

const signatures: [problem: RollFileProblem, bytes: number[]][] = [
  // ZIP, of which .xlsx and .ods are made; the compound file of .xls.
  ['spreadsheet', [0x50, 0x4b, 0x03, 0x04]],
  ['spreadsheet', [0xd0, 0xcf, 0x11, 0xe0]],
  ['pdf', [0x25, 0x50, 0x44, 0x46]],
  ['utf-16', [0xff, 0xfe]],
  ['utf-16', [0xfe, 0xff]],
]

/** @returns what a file that begins so is, if it is no text */
export function otherKind(beginning: Buffer): RollFileProblem | undefined {
  for (const [problem, bytes] of signatures) {
    if (beginning.subarray(0, bytes.length).equals(Buffer.from(bytes))) return problem
  }
  // UTF-16 without its mark: the first letter is one of ASCII.
  const zeros = [0, 1, 2, 3].filter((index) => beginning[index] === 0).join()
  return zeros === '0,2' || zeros === '1,3' ? 'utf-16' : undefined
}
