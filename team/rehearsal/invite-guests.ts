import { type AddressLookup, findVoters } from '../roll/voters-by-address.ts'

interface GuestLine {
  line: number
  email: string
}

export function readGuests(text: string): { guests: GuestLine[]; malformedLines: number[] } {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .map((email, index) => ({ line: index + 1, email: email.trim() }))
    .filter(({ email }) => email !== '')
  const hasAddress = ({ email }: GuestLine) => /^[^\s@;,]+@[^\s@;,]+$/.test(email)
  return {
    guests: lines.filter(hasAddress),
    malformedLines: lines.filter((line) => !hasAddress(line)).map(({ line }) => line),
  }
}

export async function inviteGuests(
  ports: AddressLookup & { invite: (voterId: string) => Promise<boolean> },
  lines: readonly GuestLine[],
): Promise<{ invitedCount: number; unknownLines: number[] }> {
  let invitedCount = 0
  const unknownLines: number[] = []
  for await (const { item, voter } of findVoters(ports, lines)) {
    if (voter && (await ports.invite(voter.voterId))) invitedCount++
    else unknownLines.push(item.line)
  }
  return { invitedCount, unknownLines }
}
