import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { identifierText, readIdentifier } from '../../shared/domain/voter/identifier.ts'
import { deriveIdentifier } from '../../shared/domain/voter/identifier-derivation.ts'
import { identifierSms } from '../../shared/texts/sms/sms.ts'
import {
  extractIdentifier,
  identifierFeedback,
  identifierProblem,
} from '../../site/scripts/identifier-check.ts'
import { anyCharacter } from '../builders/any-character.ts'
import { keys, voterId } from '../builders/values.ts'

const identifiers = fc.string().map((source) => deriveIdentifier(keys, voterId, source))

describe('an identifier, before it is sent', () => {
  test('passes whenever the API would read it', () => {
    const typings = fc
      .tuple(identifiers, fc.constantFrom('', ' ', '-', '\u00a0'), fc.boolean())
      .map(([identifier, separator, lower]) => {
        const typed = identifierText(identifier)
          .replaceAll(' ', separator)
          .replaceAll('0', 'O')
          .replaceAll('1', 'I')
        return lower ? typed.toLowerCase() : typed
      })
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: anyCharacter }), typings), (typed) => {
        if (readIdentifier(typed)) expect(identifierProblem(typed)).toBeUndefined()
      }),
    )
  })

  test('is refused with a wrong check symbol or form, with advice on what to compare', () => {
    expect(identifierProblem('B500 0000 0002')).toBeUndefined()
    for (const typed of ['B500 0000 0020', 'B500-0000-00020', 'mon mot de passe'])
      expect(identifierProblem(typed)?.title, typed).toMatch(/comparez ses 12 caractères/)
    for (const typed of ['B5', 'B500 - 0000 - 000', 'motdepasse'])
      expect(identifierProblem(typed)?.title, typed).toMatch(/^Il manque des caractères : .* 12\.$/)
  })

  test('is left to the API if the field is empty', () => {
    expect(identifierProblem('')).toBeUndefined()
    expect(identifierProblem(' \t')).toBeUndefined()
  })

  test('is left to the API in a browser that cannot check it', () => {
    const typed = Object.assign('B5', {
      normalize() {
        throw new SyntaxError('invalid identity escape in regular expression')
      },
    })
    expect(identifierProblem(typed)).toBeUndefined()
  })
})

describe('a pasted text', () => {
  /** A browser replaces or drops line breaks in a single-line field. */
  const pasted = fc
    .tuple(
      identifiers,
      fc.constantFrom(' ', ''),
      fc.constantFrom('', '-', '\u00a0'),
      fc.boolean(),
      fc.constantFrom('vote' as const, 'rehearsal' as const),
    )
    .map(([identifier, lineBreak, separator, lower, mode]) => {
      const written = identifierText(identifier).replaceAll(' ', separator)
      const sms = identifierSms(lower ? written.toLowerCase() : written, 'Le Ministère B5 2026', {
        mode,
      })
      return { identifier, text: sms.replaceAll('\n', lineBreak) }
    })

  test('is reduced to its one identifier, in groups of four', () => {
    fc.assert(
      fc.property(pasted, ({ identifier, text }) => {
        expect(extractIdentifier(text)).toBe(identifierText(identifier))
        expect(extractIdentifier(`${text} ${text}`)).toBe(identifierText(identifier))
      }),
    )
    expect(identifierFeedback('B500 0000 0002')).toBe('✓ Aucune faute de frappe.')
  })

  test('stays unchanged if it holds two identifiers, with a message', () => {
    fc.assert(
      fc.property(pasted, pasted, (one, other) => {
        fc.pre(one.identifier !== other.identifier)
        const both = `${one.text} ${other.text}`
        expect(extractIdentifier(both)).toBe(both)
        expect(identifierProblem(both)?.title).toMatch(/deux identifiants/)
        expect(identifierFeedback(both)).toMatch(/deux identifiants/)
      }),
    )
  })

  test('stays unchanged if it holds no identifier', () => {
    for (const text of [
      '',
      'B5',
      'Bonjour, B5 est le début.',
      'B500 0000 0000',
      'ab500000000002',
    ]) {
      expect(extractIdentifier(text)).toBe(text)
      expect(identifierFeedback(text)).toBe('')
    }
  })
})
