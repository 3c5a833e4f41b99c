import fc from 'fast-check'
import { expect, test } from 'vitest'
import { charactersOutsideGsm7, septetsOf } from '../../shared/domain/sms/gsm7.ts'
import { signatureProblem } from '../../shared/domain/sms/sms-signature.ts'
import { identifierText } from '../../shared/domain/voter/identifier.ts'
import { deriveIdentifier } from '../../shared/domain/voter/identifier-derivation.ts'
import { identifierSms, testSms } from '../../shared/texts/sms/sms.ts'
import { anyCharacter } from '../builders/any-character.ts'
import { keys, voterId } from '../builders/values.ts'

const gsm = [..."aZ9 .,-'éèàùÉÇ[]{}€~^|\\@£¿"]

test('the SMS that carries a new identifier is one GSM-7 part for every identifier and every signature accepted', () => {
  const signatures = fc.oneof(
    fc.string({ unit: fc.constantFrom(...gsm), maxLength: 60 }),
    fc.string({ unit: fc.constantFrom(...gsm, 'ê', '’', '😀', '\u00a0'), maxLength: 60 }),
    fc.string({ unit: anyCharacter, maxLength: 60 }),
  )
  fc.assert(
    fc.property(signatures, fc.string(), (signature, source) => {
      const text = identifierSms(identifierText(deriveIdentifier(keys, voterId, source)), signature)
      const onePart = charactersOutsideGsm7(text).length === 0 && septetsOf(text) <= 160
      expect(signatureProblem(signature) === undefined).toBe(onePart)
    }),
    { numRuns: 1000 },
  )
})

test('the SMS that carries a new identifier is one part of a rehearsal too, says so first, and no signature is refused for it', () => {
  const signatures = fc.string({ unit: fc.constantFrom(...gsm), maxLength: 60 })
  fc.assert(
    fc.property(signatures, fc.string(), (signature, source) => {
      fc.pre(signatureProblem(signature) === undefined)
      const identifier = identifierText(deriveIdentifier(keys, voterId, source))
      for (const text of [
        identifierSms(identifier, signature, { mode: 'rehearsal' }),
        testSms(signature, { mode: 'rehearsal' }),
      ]) {
        expect(text).toMatch(/^RÉPÉTITION, pas le vote\.\n/)
        expect(charactersOutsideGsm7(text)).toEqual([])
        expect(septetsOf(text)).toBeLessThanOrEqual(160)
      }
    }),
    { numRuns: 1000 },
  )
})

test('the SMS that carries a new identifier leaves 47 septets for the signature and not one more', () => {
  expect(signatureProblem('x'.repeat(47))).toBeUndefined()
  expect(signatureProblem('x'.repeat(48))).toEqual({ kind: 'longer-than-one-sms', excess: 1 })
  expect(signatureProblem(`${'€'.repeat(23)}x`)).toBeUndefined()
  expect(signatureProblem('€'.repeat(24))).toEqual({ kind: 'longer-than-one-sms', excess: 1 })
})

test('a signature is refused for each character outside GSM-7, even when it is too long too', () => {
  const outside = (...characters: string[]) => ({ kind: 'outside-gsm7', characters })
  expect(signatureProblem('L’Académie de la Forêt')).toEqual(outside('’', 'ê'))
  expect(signatureProblem('ê'.repeat(200))).toEqual(outside('ê'))
})
