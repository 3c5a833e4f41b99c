import { describe, expect, it } from 'vitest'
import { readGuests } from '../../team/rehearsal/invite-guests.ts'

describe('a file of guests', () => {
  it('has one address a line, however its lines end', () => {
    expect(readGuests('\uFEFFa@ecole.example\r\n\n  b@ecole.example \nc@ecole.example')).toEqual({
      guests: [
        { line: 1, email: 'a@ecole.example' },
        { line: 3, email: 'b@ecole.example' },
        { line: 4, email: 'c@ecole.example' },
      ],
      malformedLines: [],
    })
  })

  it('is refused by the lines that hold no address', () => {
    expect(readGuests('email\na@b@c\nA;B\na@ecole.example;B\n@x\nok@x').malformedLines).toEqual([
      1, 2, 3, 4, 5,
    ])
  })
})
