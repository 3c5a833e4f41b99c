import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inGroupsOfFour, readIdentifier } from '../../shared/domain/voter/identifier.ts'
import { deriveIdentifier } from '../../shared/domain/voter/identifier-derivation.ts'
import { identifierProblem } from '../../site/scripts/identifier-check.ts'
import { keys, voterId } from '../builders/values.ts'

const identifiers = fc.string().map((source) => deriveIdentifier(keys, voterId, source))

describe('an identifier, before it is sent', () => {
  test('passes however people type it: capitals, spaces, hyphens, O for 0 and I for 1', () => {
    const typings = fc.tuple(identifiers, fc.constantFrom('', ' ', '-', '\u00a0'), fc.boolean())
    fc.assert(
      fc.property(typings, ([identifier, separator, lower]) => {
        const typed = inGroupsOfFour(identifier)
          .replaceAll(' ', separator)
          .replaceAll('0', 'O')
          .replaceAll('1', 'I')
        expect(identifierProblem(lower ? typed.toLowerCase() : typed)).toBeUndefined()
      }),
    )
  })

  test('is stopped with one symbol for another, or two of them swapped, and told what to compare', () => {
    const positions = fc.nat(9).map((position) => position + 2)
    fc.assert(
      fc.property(identifiers, positions, fc.constantFrom(...'7KXZ'), (identifier, at, symbol) => {
        fc.pre(identifier[at] !== symbol)
        const typed = identifier.slice(0, at) + symbol + identifier.slice(at + 1)
        expect(identifierProblem(typed)?.title).toMatch(
          /^Vérifiez cet identifiant : .*Comparez ses 12 caractères/,
        )
      }),
    )
    expect(identifierProblem('B500 0000 0002')).toBeUndefined()
    expect(identifierProblem('B500 0000 0020')).toBeDefined()
    expect(identifierProblem('B500 0000 000')).toBeDefined()
    expect(identifierProblem('motdepasse')).toBeDefined()
  })

  test('passes whenever the API would read it, whatever is typed', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), identifiers), (typed) => {
        if (readIdentifier(typed)) expect(identifierProblem(typed)).toBeUndefined()
      }),
    )
  })

  test('is the API’s to refuse when nothing is typed: its words are the same as for any field', () => {
    expect(identifierProblem('')).toBeUndefined()
    expect(identifierProblem(' \t')).toBeUndefined()
  })

  test('is the API’s to judge in a browser that cannot', () => {
    const typed = Object.assign('B5', {
      normalize() {
        throw new SyntaxError('invalid identity escape in regular expression')
      },
    })
    expect(identifierProblem(typed)).toBeUndefined()
  })
})
