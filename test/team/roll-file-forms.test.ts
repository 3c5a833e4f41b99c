import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sized } from '../size.ts'
import { check, errorsOf, header, lineOf, linesOf } from './roll-file-builder.ts'

const bom = '\ufeff'

describe('a roll', () => {
  it.each([
    ['Windows-1252', Buffer.from(`${header}\n${lineOf(1)}`, 'latin1')],
    ['the first line of Excel', `${bom}sep=;\r\n${header}\r\n${lineOf(1)}\r\n`],
    ['empty lines and empty fields at the end', `\n${header};;\n\n;;;\n${lineOf(1)};; ;;\n" "\n\n`],
  ])('is read in %s', async (_, content) => {
    const [line, ...others] = await linesOf(content, 'import')
    expect(line?.entry).toMatchObject({ firstName: 'Zoé', lastName: 'Martin' })
    expect(others).toEqual([])
  })

  it('in Windows-1252 is reported, and keeps the letters that Latin-1 lacks', async () => {
    const text = `${header};school\n${lineOf(1)};C?ur d'Azur`
    const bytes = Buffer.from(text, 'latin1').map((byte) => (byte === 0x3f ? 0x9c : byte))
    const { remarks } = await check(bytes)
    expect(remarks).toEqual([expect.stringContaining('Windows-1252')])
    expect((await linesOf(bytes, 'import'))[0]?.entry.school).toBe("Cœur d'Azur")
    expect((await check(text)).remarks).toEqual([])
  })

  it('has columns in any order, with names in French and in any spelling', async () => {
    const content = [
      'Scrutins,DATE DE NAISSANCE,Numen,"Nom\nd\'usage",Prénom ,Adresse e-mail,École',
      'cap-ecoles,27/03/1975,01E0000001ABC,Martin,Zoé,zoe@example.org,École Zola',
    ].join('\n')
    const [line] = await linesOf(content, 'import')
    expect(line).toEqual({
      line: 3,
      entry: {
        email: 'zoe@example.org',
        firstName: 'Zoé',
        lastName: 'Martin',
        numen: '01E0000001ABC',
        birthDate: '1975-03-27',
        ballots: ['cap-ecoles'],
        school: 'École Zola',
      },
    })
  })

  it('names the columns that it does not know or use', async () => {
    const names = `etablisement; Âge  ;"Code\n \u200bpostal";; 01E7654321XYZ;new_email`
    const { remarks } = await check(`${header};${names}\n${lineOf(1)};x;y;z;;;`)
    expect(remarks).toEqual([
      ...['etablisement', 'Âge', 'Code postal', '…', 'new_email'].map(
        (name) => `La colonne « ${name} » ne sert pas ici : elle est ignorée.`,
      ),
    ])
  })

  it('is not read further if a column is missing or repeated', async () => {
    const content = `mail;courriel;nom;prenom; ;numen;01E7654321XYZ;scrutins\n${lineOf(1)}`
    const { errors } = await check(content)
    expect(errors.items.map(({ line, column, code }) => [line, column, code])).toEqual([
      [1, 'mail, courriel', 'column-doubled'],
      [1, 'birth_date', 'column-missing'],
    ])
    expect(errors.items[1]?.message).toBe(
      'Il manque la colonne « birth_date ». Colonnes trouvées : mail, courriel, nom, prenom, numen, …, scrutins.',
    )
  })

  it.each([
    ['correct', 'email', [[2, '', 'nothing-to-correct']]],
    ['correct', 'email;numen', [[2, 'numen', 'identity-half']]],
    ['remove', 'nom', [[1, 'email', 'column-missing']]],
  ] as const)('for « %s » needs its own columns: %s', async (kind, names, errors) => {
    const line = names.includes('numen') ? 'a@x.example;01E0000001ABC' : 'a@x.example'
    expect(await errorsOf(`${names}\n${line}`, kind)).toEqual(errors)
  })

  it('has its columns reported by the names in the file', async () => {
    const content = 'Courriel,Nom de famille,NUMEN,Naissance\na@example.org,<,,27/03/1975'
    expect(await errorsOf(content, 'correct')).toEqual([
      [2, 'Nom de famille', 'text-sign'],
      [2, 'Naissance', 'identity-half'],
    ])
  })

  it('has a line refused that continues after empty fields', async () => {
    const content = `${header}\n${lineOf(1)};;;x;`
    expect(await errorsOf(content)).toEqual([[2, '', 'field-count']])
  })

  it('shows no NUMEN if its first line is a voter instead of a header', async () => {
    const { errors } = await check(`${lineOf(7654321)}\n${lineOf(2)}`)
    expect(errors.items).toHaveLength(6)
    expect(JSON.stringify(errors)).not.toMatch(/7654321|1975/)
  })
})

const letters = fc.constantFrom(...'abc ÉéœŒ’-\'"çÀ,;')
const name = fc
  .string({ unit: letters, minLength: 1, maxLength: 12 })
  .map((text) => text.normalize('NFC').trim())
  // Our own CSV files put an apostrophe before a sign.
  .filter((text) => text !== '' && !text.startsWith("'-"))

const voters = fc.array(
  fc.record({
    first_name: name,
    last_name: name,
    school: fc.oneof(fc.constant(''), name),
    birth_date: fc.constantFrom('1975-03-27', '2001-12-01'),
    ballots: fc.subarray(['csa-ministeriel', 'cap-ecoles'], { minLength: 1 }),
  }),
  { minLength: 1, maxLength: 8 },
)

const form = fc.record({
  delimiter: fc.constantFrom(';', ',', '\t'),
  isWindows1252: fc.boolean(),
  hasBom: fc.boolean(),
  lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
  columns: fc.shuffledSubarray(
    ['email', 'first_name', 'last_name', 'numen', 'birth_date', 'ballots', 'school', 'remarks'],
    { minLength: 8 },
  ),
  quotesAll: fc.boolean(),
  remark: fc.constantFrom('', 'x', 'two\nlines', '\n;"\n'),
  isFrenchDate: fc.boolean(),
  emptyLines: fc.nat(2),
})

function bytesOf(text: string, isWindows1252: boolean): Buffer {
  if (!isWindows1252) return Buffer.from(text)
  const own: Record<string, number> = { œ: 0x9c, Œ: 0x8c, '’': 0x92 }
  return Buffer.from([...text].map((letter) => own[letter] ?? letter.charCodeAt(0)))
}

it('a roll is read whole, whatever its delimiter, encoding, line ends, columns and quotes', async () => {
  await fc.assert(
    fc.asyncProperty(voters, form, async (people, chosen) => {
      const { delimiter, columns, lineEnd } = chosen
      const cell = (value: string) =>
        chosen.quotesAll || /[;,"\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
      const records = people.map((person, index) => ({
        ...person,
        email: `voter.${index}@example.org`,
        numen: `01E${String(index).padStart(7, '0')}ABC`,
        birth_date: chosen.isFrenchDate
          ? person.birth_date.split('-').reverse().join('/')
          : person.birth_date,
        ballots: person.ballots.join('|'),
        remarks: chosen.remark,
      }))
      let text = columns.join(delimiter) + lineEnd
      const lineNumbers: number[] = []
      for (const record of records) {
        text += lineEnd.repeat(chosen.emptyLines)
        lineNumbers.push(text.split(/\r\n|\n|\r/).length)
        text += columns.map((column) => cell(record[column as keyof typeof record])).join(delimiter)
        text += lineEnd
      }
      const isWindows1252 = chosen.isWindows1252 && !chosen.hasBom
      const bytes = bytesOf((chosen.hasBom ? bom : '') + text, isWindows1252)
      // Bytes that are valid in both encodings cannot be told apart; a name such as « Éœ » is rare.
      fc.pre(!isWindows1252 || !/É[œŒ’]/.test(text))
      const lines = await linesOf(bytes, 'import')
      expect(lines).toEqual(
        people.map((person, index) => ({
          line: lineNumbers[index],
          entry: {
            email: `voter.${index}@example.org`,
            firstName: person.first_name,
            lastName: person.last_name,
            numen: `01E${String(index).padStart(7, '0')}ABC`,
            birthDate: person.birth_date,
            ballots: person.ballots,
            ...(person.school && { school: person.school }),
          },
        })),
      )
    }),
    { numRuns: sized(80, 400) },
  )
})
