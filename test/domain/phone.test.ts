import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  maskPhone,
  type Phone,
  readPhone,
  unsupportedTerritories,
} from '../../shared/domain/sms/phone.ts'
import { anyCharacter } from '../builders/any-character.ts'

const territories = ['FR', 'GP', 'BL', 'MF', 'MQ', 'GF', 'RE', 'YT', 'NC', 'PF', 'WF', 'PM']

test.each([
  ['FR', '06 12 34 56 78', '+33612345678'],
  ['FR', '07 61 23 45 67', '+33761234567'],
  ['FR', '+33 6 12 34 56 78', '+33612345678'],
  ['GP', '0690 12 34 56', '+590690123456'],
  ['GP', '07090 1 23 45', '+590709012345'],
  ['BL', '0690 12 34 56', '+590690123456'],
  ['BL', '+590 690 12 34 56', '+590690123456'],
  ['MF', '0690 12 34 56', '+590690123456'],
  ['MF', '+590 690 12 34 56', '+590690123456'],
  ['MQ', '0696 12 34 56', '+596696123456'],
  ['MQ', '07091 1 23 45', '+596709112345'],
  ['GF', '0694 12 34 56', '+594694123456'],
  ['GF', '07093 0 12 34', '+594709301234'],
  ['RE', '0692 12 34 56', '+262692123456'],
  ['RE', '07092 1 23 45', '+262709212345'],
  ['YT', '0639 01 23 45', '+262639012345'],
  ['YT', '07093 5 12 34', '+262709351234'],
  ['YT', '+262 639 01 23 45', '+262639012345'],
  ['NC', '00 687 80 12 34', '+687801234'],
  ['NC', '+687 50 12 34', '+687501234'],
  ['PF', '00 689 89 12 34 56', '+68989123456'],
  ['WF', '+681 72 12 34', '+681721234'],
  ['WF', '00 681 83 12 34', '+681831234'],
  ['PM', '+508 55 12 34', '+508551234'],
  ['PM', '00 508 708 123', '+508708123'],
])('a mobile phone of %s is read from "%s"', (territory, typed, e164) => {
  expect(readPhone(typed, [territory])).toEqual({ value: e164 })
})

test.each([
  '06–12–34–56–78',
  '06\u221212\u221234\u221256\u221278',
  '06\u00a012\u202f34  56\t78',
  '(06) 12 34 56 78',
  '+33 (0)6 12 34 56 78',
  '(+33) 6 12 34 56 78',
  '(+33)612345678',
  '(+33) (0)6 12 34 56 78',
  '( +33 ) 6.12.34.56.78',
  '(0033) 6 12 34 56 78',
  '(33) 6 12 34 56 78',
  '+330612345678',
  '0033 6 12 34 56 78',
  '0033 (0)6 12 34 56 78',
  '33612345678',
  '＋３３６１２３４５６７８',
  '٠٦١٢٣٤٥٦٧٨',
  '\u202a+33 6 12 34 56 78\u202c',
  '  06 12 34 56 78\n',
])('a mobile phone is one and the same number when typed "%s"', (typed) => {
  expect(readPhone(typed, territories)).toEqual({ value: '+33612345678' })
})

test('a mobile phone is the same number whatever separates its digits', () => {
  const separator = fc.constantFrom('', ' ', '.', '-', '/', '\u00a0', '\u2011', '\u200e')
  const separators = fc.array(separator, { minLength: 9, maxLength: 9 })
  const lines = fc.constantFrom('0612345678', '0690123456', '0692123456', '0639012345')
  fc.assert(
    fc.property(lines, separators, (line, between) => {
      const typed = [...line].map((digit, index) => digit + (between[index] ?? '')).join('')
      expect(readPhone(typed, territories)).toEqual(readPhone(line, territories))
      expect(readPhone(line, territories)).toHaveProperty('value')
    }),
  )
})

test.each([
  ['not-mobile', 'a fixed line', '01 23 45 67 89'],
  ['not-mobile', 'a fixed line of Nouvelle-Calédonie', '+687 25 12 34'],
  ['not-mobile', 'VoIP', '09 12 34 56 78'],
  ['not-mobile', 'a premium number', '0899 12 34 56'],
  ['not-mobile', 'a Globalstar satellite phone', '+8818 1234 5678'],
  ['not-mobile', 'an Inmarsat satellite phone', '+870 773 111 632'],
  ['malformed', 'punctuation only', '+ ( )'],
  ['malformed', 'a digit short', '06 12 34 56 7'],
  ['malformed', 'a digit in excess', '06 12 34 56 78 9'],
  ['malformed', 'an extension', '06 12 34 56 78 ext 12'],
  ['malformed', 'an extension after #', '0612345678#12'],
  ['malformed', 'an RFC 3966 extension', '0612345678;ext=12'],
  ['malformed', 'letters of a keypad', '06 FLOWERS1'],
  ['malformed', 'words around it', 'tel 06 12 34 56 78'],
  ['malformed', 'the 0700 range', '07 00 12 34 56'],
  ['malformed', "Arcep's fiction range", '06 39 98 12 34'],
  ['malformed', 'two numbers', '06 12 34 56 78 / 06 12 34 56 79'],
  ['malformed', 'an emergency number', '112'],
  ['malformed', 'a number of Nouvelle-Calédonie without its prefix', '75 12 34'],
  ['malformed', '250 digits', `06${'1'.repeat(248)}`],
  ['territory-not-allowed', 'a phone of Belgium', '+32 470 12 34 56'],
  ['territory-not-allowed', 'a phone of Morocco', '00 212 6 12 34 56 78'],
])('a mobile phone is refused as %s: %s', (error, _, typed) => {
  expect(readPhone(typed, territories)).toEqual({ error })
})

test.each([
  ['691 23 45 67', '+590691234567'],
  ['696 12 34 56', '+596696123456'],
  ['694 12 34 56', '+594694123456'],
  ['692 12 34 56', '+262692123456'],
  ['639 01 23 45', '+262639012345'],
  ['7091 1 23 45', '+596709112345'],
  ['7093 5 12 34', '+262709351234'],
])('an overseas mobile phone is read from +33, where that is unique: %s', (typed, e164) => {
  for (const prefix of ['', '0', '+33 ', '0033 ', '(+33) ', '+33 (0)', '33']) {
    const national = prefix === '' ? `0${typed}` : typed
    expect(readPhone(prefix === '0' ? `0${typed}` : prefix + national, territories)).toEqual({
      value: e164,
    })
  }
})

test('a mobile phone of an overseas département typed after +33 still needs its own territory to be allowed', () => {
  expect(readPhone('+33 690 12 34 56', ['FR'])).toEqual({ error: 'territory-not-allowed' })
})

test('a mobile phone is metropolitan wherever +33 can be: no other reading is tried', () => {
  const lines = fc.stringMatching(/^[67]\d{8}$/)
  fc.assert(
    fc.property(lines, (line) => {
      const metropolitan = readPhone(`0${line}`, ['FR'])
      if (!('value' in metropolitan)) return
      expect(readPhone(`+33${line}`, territories)).toEqual({ value: `+33${line}` })
    }),
  )
})

test.each([
  '+590 612 34 56 78',
  '+33 590 12 34 56',
  '+33 75 12 34',
  '(+33 6) 12 34 56 78 9',
  '+33 690 12 34 56 7',
  '12 33 690 12 34 56',
  '+33 690 12 34 56 a',
  '06 12 34 56 78 +33 6 12 34 56 79',
])('a mobile phone is not guessed from "%s"', (typed) => {
  expect(readPhone(typed, territories)).toHaveProperty('error')
})

test('a mobile phone of one overseas département is refused when only its neighbour is allowed', () => {
  expect(readPhone('0692 12 34 56', ['YT'])).toEqual({ error: 'territory-not-allowed' })
  expect(readPhone('0639 01 23 45', ['RE'])).toEqual({ error: 'territory-not-allowed' })
  expect(readPhone('06 12 34 56 78', ['RE', 'YT'])).toEqual({ error: 'territory-not-allowed' })
})

test('a mobile phone abroad is accepted when its territory is allowed', () => {
  for (const typed of ['+32 470 12 34 56', '(+32) 470 12 34 56', ' ( +32 )  470123456']) {
    expect(readPhone(typed, ['FR', 'BE']), typed).toEqual({ value: '+32470123456' })
  }
})

test('a mobile phone is E.164 whatever it is read from, and reading never throws', () => {
  const typings = fc.oneof(
    fc.string({ unit: anyCharacter, maxLength: 60 }),
    fc.string({ unit: fc.constantFrom(...'0123456789+ .-()/'), maxLength: 20 }),
    fc.stringMatching(/^(0|00 ?33|\+33 ?(\(0\))?)[67][ .]?\d{8}$/),
  )
  fc.assert(
    fc.property(typings, (typed) => {
      const read = readPhone(typed, territories)
      if ('value' in read) expect(read.value).toMatch(/^\+\d{8,15}$/)
      else expect(['malformed', 'not-mobile', 'territory-not-allowed']).toContain(read.error)
    }),
  )
})

test('a mobile phone shows its last two digits only when masked', () => {
  expect(maskPhone('+33612345678' as Phone)).toBe('•• •• •• •• 78')
  expect(maskPhone('+687751234' as Phone)).toBe('•• •• •• •• 34')
})

test('the list of territories names those that no telephone serves', () => {
  expect(unsupportedTerritories(territories)).toEqual([])
  expect(unsupportedTerritories(['FR', 'ZZ', 'RE', 'TF'])).toEqual(['ZZ', 'TF'])
})
