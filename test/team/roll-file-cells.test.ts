import { describe, expect, it } from 'vitest'
import { check, errorsOf, header, lineOf, linesOf, roll } from './roll-file-builder.ts'

const withSchool = (school: string, format = '') =>
  `${header};school;format\n${lineOf(1)};${school};${format}`

describe('the column', () => {
  it.each([
    ['email', ' \u00a0', 'missing'],
    ['email', `${'a'.repeat(250)}@example.org`, 'email-malformed'],
    ['email', 'a\u200b@example.org', 'invisible'],
    ['email', 'a(b)@example.org', 'email-malformed'],
    ['email', 'a..b@example.org', 'email-malformed'],
    ['email', 'hélène.x@example.org', 'email-foreign-letter'],
    ['email', '\u0430lice@example.org', 'email-foreign-letter'],
    ['first_name', 'Gagnez sur www.example.org', 'text-address'],
    ['last_name', 'alice@example.org', 'text-address'],
    ['first_name', '', 'missing'],
    ['last_name', ' ', 'missing'],
    ['last_name', 'x'.repeat(101), 'text-too-long'],
    ['first_name', 'Zoé\tMarie', 'invisible'],
    ['first_name', 'Zo\u2028é', 'invisible'],
    ['last_name', 'Martin <script>', 'text-sign'],
    ['numen', '', 'missing'],
    ['numen', '01E0000001AB', 'numen-malformed'],
    ['numen', '1E+12', 'numen-damaged'],
    ['numen', '1,23457E+12', 'numen-damaged'],
    ['numen', '1E0000001ABC', 'numen-damaged'],
    ['birth_date', '', 'missing'],
    ['birth_date', '27 mars 1975', 'date-malformed'],
    ['birth_date', '27/03-1975', 'date-malformed'],
    ['birth_date', '27/03/75', 'date-malformed'],
    ['birth_date', '27480', 'date-serial'],
    ['birth_date', '03/27/1975', 'date-not-a-date'],
    ['birth_date', '26/11/2026', 'birth-date-out-of-range'],
    ['ballots', '', 'missing'],
    ['ballots', ' | + ', 'missing'],
    ['ballots', 'cap-ecoles|no-such', 'ballots-unknown'],
  ])('%s refuses %j as %s', async (column, value, code) => {
    const content = roll(lineOf(1), lineOf(2, { [column]: value }), lineOf(3))
    expect(await errorsOf(content)).toEqual([[3, column, code]])
  })

  it.each([
    ['email', 'a@b@c', 'valable : « a@b@c ».'],
    ['email', 'nobody@academie', 'valable : « nobody@academie ».'],
    ['email', 'hélène.ß@example.org', "n'accepte pas : é, è, ß."],
    ['last_name', 'x'.repeat(101), 'compte 101 caractères : 100 au plus.'],
    ['numen', '01E 0000001-AB', 'il compte 12 caractères.'],
    ['ballots', 'no-such', "n'est pas dans election.json : « no-such »."],
    ['ballots', 'no-such', 'Scrutins connus : csa-ministeriel, cap-ecoles, cap-certifies.'],
    ['ballots', 'x'.repeat(60), `« ${'x'.repeat(60)} »`],
    ['ballots', 'x'.repeat(61), `« ${'x'.repeat(59)}… »`],
  ])('%s says why it refuses %j', async (column, value, told) => {
    const { errors } = await check(roll(lineOf(1, { [column]: value })))
    expect(errors.items.map(({ message, fix }) => `${message} ${fix}`)).toEqual([
      expect.stringContaining(told),
    ])
  })

  it.each([
    ['school', withSchool('x'.repeat(121)), 'text-too-long'],
    ['school', withSchool('=HYPERLINK()'), 'text-sign'],
    ['school', withSchool('LycÃ©e'), 'text-garbled'],
    ['format', withSchool('', 'large'), 'format-unknown'],
  ])('%s, which is optional, refuses wrong values too', async (column, content, code) => {
    expect(await errorsOf(content)).toEqual([[2, column, code]])
  })

  it('email accepts an unreachable address that is already on the roll, so that it can be corrected', async () => {
    const content = 'email;new_email\nhélène@academie;hélène@academie.example.org'
    expect(await errorsOf(content, 'correct')).toEqual([[2, 'new_email', 'email-foreign-letter']])
    expect(await errorsOf('email\nhélène@academie', 'remove')).toEqual([])
  })

  const address = "o'neil+vote_1@sous.academie-x.example.org"
  const bothBallots = ['cap-ecoles', 'csa-ministeriel']

  it.each([
    ['email', address, { email: address }],
    ['birth_date', '27/03/1975', { birthDate: '1975-03-27' }],
    ['birth_date', ' 7/3/1975 ', { birthDate: '1975-03-07' }],
    ['birth_date', '27.03.1975', { birthDate: '1975-03-27' }],
    ['birth_date', '27-03-1975', { birthDate: '1975-03-27' }],
    ['ballots', 'cap-ecoles + csa-ministeriel', { ballots: bothBallots }],
    ['ballots', 'cap-ecoles/csa-ministeriel/', { ballots: bothBallots }],
    [
      'ballots',
      '"cap-ecoles|csa-ministeriel CAP-Ecoles,csa-ministeriel;cap-ecoles"',
      { ballots: bothBallots },
    ],
  ])('%s reads %j', async (column, typed, read) => {
    const [line] = await linesOf(roll(lineOf(1, { [column]: typed })), 'import')
    expect(line?.entry).toMatchObject(read)
  })

  it('values are normalised: e-mail in lower case, names in NFC, NUMEN without spaces', async () => {
    const cells = {
      email: ' Zoe@Academie.Example.org ',
      first_name: ' Zoe\u0301 ',
      numen: '01e 00 00001-abc',
    }
    const content = `${header};school;format\n${lineOf(1, cells)}; Lycée Zola ;Grand`
    expect(await linesOf(content, 'import')).toEqual([
      {
        line: 2,
        entry: {
          email: 'zoe@academie.example.org',
          firstName: 'Zoé',
          lastName: 'Martin',
          numen: '01E0000001ABC',
          birthDate: '1975-03-27',
          ballots: ['csa-ministeriel'],
          school: 'Lycée Zola',
          format: 'grand',
        },
      },
    ])
  })

  it('numen and birth_date never show in a report, even in another column', async () => {
    const secrets = [
      '01E7654321XYZ',
      '01 E 76 54321 xyz',
      ...['31/12/1971', '1971-12-31', '1/2/80', '12 mars 1980', '1er mars 80'],
      '01E7654321XY',
      'oIE7l54O2IXYZ',
    ]
    for (const secret of secrets) {
      for (const column of header.split(';')) {
        const { errors } = await check(roll(lineOf(1, { [column]: `${secret}<` })))
        const told = JSON.stringify(errors.items).replace(/\W/g, '')
        expect(errors.count).toBeGreaterThan(0)
        expect(told).not.toMatch(/7654321|31121971|19711231|oIE7l54O2I|1280|mars/)
      }
    }
  })
})

describe('a repeated value', () => {
  it('is reported each time, with the line of its first occurrence', async () => {
    const content = roll(
      lineOf(1),
      lineOf(2),
      lineOf(3, { email: 'VOTER.1@academie.example.org' }),
      lineOf(4, { numen: '01e-00-00002-abc' }),
      lineOf(5, { email: 'voter.1@academie.example.org', numen: '01E0000002ABC' }),
    )
    const { errors } = await check(content)
    expect(errors.items.map(({ line, column, message }) => [line, column, message])).toEqual([
      [4, 'email', 'Cette valeur est déjà à la ligne 2.'],
      [5, 'numen', 'Cette valeur est déjà à la ligne 3.'],
      [6, 'email', 'Cette valeur est déjà à la ligne 2.'],
      [6, 'numen', 'Cette valeur est déjà à la ligne 3.'],
    ])
    expect([errors.count, errors.lineCount]).toEqual([4, 3])
  })

  it('is reported for e-mails in other files than an import’s too', async () => {
    const content = 'email;first_name\na@example.org;A\nb@example.org;B\nA@example.org;C'
    expect(await errorsOf(content, 'remove')).toEqual([[4, 'email', 'duplicate']])
  })

  it('is counted each time, and the first 10,000 are kept', async () => {
    const lines = Array.from({ length: 12_000 }, (_, index) => lineOf(index))
    const { errors } = await check(roll(...lines, ...lines))
    expect(errors.count).toBe(24_000)
    expect(errors.items).toHaveLength(10_000)
    expect(errors.items.at(-1)).toMatchObject({ line: 17_001, column: 'numen' })
  })
})

describe('a correction', () => {
  it('changes the fields that its line fills in', async () => {
    const content = [
      'email;last_name;numen;birth_date;ballots;school;format;new_email',
      'a@example.org;Durand;;;;;;',
      'b@example.org;;01E0000001ABC;27/03/1975;cap-ecoles;Lycée;braille;C@example.org',
    ].join('\n')
    expect(await linesOf(content, 'correct')).toEqual([
      { line: 2, entry: { email: 'a@example.org', lastName: 'Durand' } },
      {
        line: 3,
        entry: {
          email: 'b@example.org',
          numen: '01E0000001ABC',
          birthDate: '1975-03-27',
          ballots: ['cap-ecoles'],
          school: 'Lycée',
          format: 'braille',
          newEmail: 'c@example.org',
        },
      },
    ])
  })

  it('is refused with half an identity, without any change, or with the same address', async () => {
    const content = [
      'email;numen;birth_date;new_email',
      'a@example.org;01E0000001ABC;;',
      'b@example.org;;27/03/1975;',
      'c@example.org;;;',
      'd@example.org;;;D@example.org',
      'e@example.org;;;x@example.org',
      'f@example.org;;;X@example.org',
    ].join('\n')
    expect(await errorsOf(content, 'correct')).toEqual([
      [2, 'numen', 'identity-half'],
      [3, 'birth_date', 'identity-half'],
      [4, '', 'nothing-to-correct'],
      [5, 'new_email', 'email-unchanged'],
      [7, 'new_email', 'duplicate'],
    ])
  })
})
