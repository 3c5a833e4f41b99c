import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { noticesCommandTexts as texts } from '../../team/notices/texts.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { noticesCsv } from './notices-csv.ts'
import { run } from './notices-run.ts'

const mode = (path: string) => (statSync(path).mode & 0o777).toString(8)

describe('the printed files', () => {
  it('are one PDF a school, its voters by last name then first name in the order of a French dictionary', async () => {
    const { names, pdf, text } = await run([
      { school: 'Lycée Zola', last_name: 'Zimmer', first_name: 'Zoé' },
      { school: 'École Ampère', last_name: 'Éluard', first_name: 'Zoé' },
      { school: 'École Ampère', last_name: 'Éluard', first_name: 'Émile' },
      { school: 'École Ampère', last_name: 'Fabre', first_name: 'Ana' },
      { school: 'École Ampère', last_name: 'Dupont', first_name: 'Ana' },
      { school: '', last_name: 'Martin', first_name: 'Ana' },
    ])
    expect(names()).toEqual([
      'ecole-ampere.pdf',
      'lycee-zola.pdf',
      'sans-etablissement.pdf',
      'sommaire.csv',
    ])
    const order = ['Ana Dupont', 'Émile Éluard', 'Zoé Éluard', 'Ana Fabre']
    const { pages } = pdf('ecole-ampere.pdf')
    expect(pages.slice(1).map(({ texts }) => texts.find((one) => order.includes(one)))).toEqual(
      order,
    )
    expect(text('sommaire.csv')).toBe(
      '\ufeffÉtablissement;Fichier;Notices;Format\r\n' +
        'sans établissement;sans-etablissement.pdf;1;papier\r\n' +
        'École Ampère;ecole-ampere.pdf;4;papier\r\n' +
        'Lycée Zola;lycee-zola.pdf;1;papier\r\n',
    )
  })

  it.each(['\r\n', '\n'])('are read with quotes, empty lines and line ends %j', async (end) => {
    const voters = [
      { school: 'B "la;belle"', last_name: 'Deux\r\nlignes' },
      { school: 'Élémentaire', last_name: 'Ünïcode' },
      // The import escapes what a spreadsheet would compute.
      { school: 'B "la;belle"', last_name: "'-Un" },
    ]
    const [first = '', ...others] = noticesCsv(voters, end).split(end)
    const { allTexts } = await run([first, '', ...others].join(end).replace(/\s+$/, ''))
    expect(
      allTexts()
        .join('\n')
        .match(/^Amina .*|^B .*|^Élém.*/gm),
    ).toEqual([
      ...['B "la;belle"', 'Amina -Un', 'B "la;belle"', 'Amina Deux lignes', 'B "la;belle"'],
      ...['Élémentaire', 'Amina Ünïcode', 'Élémentaire'],
    ])
  })

  it('hold 1,000 notices at most, and all of them, in order', async () => {
    const voters = Array.from({ length: 1_002 }, (_, at) => ({
      last_name: `Nom ${(at * 7_919) % 1_002}`,
      format: 'braille',
    }))
    const { names, pdf } = await run(voters)
    expect(names().filter((name) => name.endsWith('.txt'))).toHaveLength(1_002)
    const files = [1, 2].map((part) => pdf(`lycee-jean-exemple-${part}.pdf`))
    const listed = files.map(({ pages }) =>
      pages.flatMap(({ texts }) => texts.filter((one) => one.startsWith('Nom '))),
    )
    expect(listed.map((some) => some.length)).toEqual([1_000, 2])
    expect(listed.flat()).toEqual(Array.from({ length: 1_002 }, (_, at) => `Nom ${at}`))
    expect(files[1]?.pages[0]?.texts).toContain('2 électeurs — Partie 2 sur 2')
  })

  it('can be read by their owner only', async () => {
    const { folder, names } = await run([{}, { format: 'html' }, { format: 'braille' }])
    expect(mode(folder)).toBe('700')
    expect(names()).toHaveLength(4)
    expect(names().map((name) => mode(join(folder, name)))).toEqual(['600', '600', '600', '600'])
  })

  it('have different names for schools of similar names, and stay in the folder', async () => {
    const schools = [
      '../../etc',
      'Étc',
      'ETC',
      '/etc 1',
      'CON',
      '‮',
      'a\u0000b',
      '=cmd()',
      'x'.repeat(400),
      `${'x'.repeat(400)}y`,
    ]
    const many = Array.from({ length: 11 }, () => ({ school: 'etc', format: 'html' }))
    const { names, place, text } = await run([...many, ...schools.map((school) => ({ school }))], {
      noticesPerFile: 10,
    })
    const files = names().filter((name) => name.endsWith('.pdf'))
    expect(files).toHaveLength(2 + schools.length)
    for (const name of names()) expect(name).toMatch(/^[a-z0-9][a-z0-9-]{0,69}\.(pdf|html|csv)$/)
    expect(names()).toContain('con-0.pdf')
    expect(readdirSync(place).toSorted()).toEqual(['notices.csv', 'out'])
    expect(text('sommaire.csv')).toContain("'=cmd();")
  })

  it('are the same, byte for byte, when the command is run again', async () => {
    const first = await run([{}, { format: 'grand' }, { school: 'Autre' }])
    const again = await run([], { path: first.path })
    const [printed = [], reprinted] = [first, again].map(({ folder, names }) =>
      names().map((name) => [name, readFileSync(join(folder, name), 'latin1')]),
    )
    expect(printed).toHaveLength(3)
    expect(reprinted).toEqual(printed)
  })
})

describe('printed names', () => {
  it('can be copied from every file, even letters that only had accents in an earlier one', async () => {
    const { pdf } = await run([
      { school: 'A', first_name: 'ŴŶŹ', last_name: 'Ĝ' },
      { school: 'B', first_name: 'WYZ', last_name: 'G' },
    ])
    expect(pdf('a.pdf').pages[1]?.texts).toContain('ŴŶŹ Ĝ')
    expect(pdf('b.pdf').pages[1]?.texts).toContain('WYZ G')
  })

  it('with unusual signs do not spoil the notice', async () => {
    const { allTexts } = await run([
      { first_name: 'A\u0007\u202eB', last_name: '=cmd|x' },
      { first_name: 'S', last_name: '../../x' },
      { first_name: '', last_name: 'Seul' },
    ])
    const texts = allTexts().join('\n')
    expect(texts).toContain('A B =cmd|x')
    expect(texts).toContain('Seul')
    expect(texts).toContain('../../x')
  })
})

describe('a name', () => {
  it('in Greek or Cyrillic letters is printed on its notice and on the signature sheet', async () => {
    const names = ['Łucja Ὀδυσσεύς', 'Ольга Жук']
    const voters = names.map((name) => {
      const [first_name = '', last_name = ''] = name.split(' ')
      return { first_name, last_name }
    })
    const { outcome, allTexts } = await run(voters)
    expect(outcome).toMatchObject({ noticeCount: 2, fileCount: 1, unprintedTexts: [] })
    const said = allTexts().join('\n')
    for (const name of names) expect(said).toContain(name)
    for (const { last_name } of voters) expect(said.split(last_name)).toHaveLength(3)
  })

  it.each([
    ['in Chinese characters', '李明', '674E'],
    ['with a symbol', 'Jean 𝒜', '1D49C'],
    ['written from right to left', 'שלום', '05E9'],
    ['with a damaged letter', 'Ren\ufffd', 'FFFD'],
  ])('%s is reported by line and address, and printed as a page', async (_, name, symbol) => {
    const email = 'aside@academie.example.org'
    const { outcome, names, text, pdf } = await run([{}, { email, first_name: name }, {}])
    expect(outcome).toMatchObject({
      noticeCount: 3,
      unprintedTexts: [expect.stringMatching(new RegExp(`^ligne 3, ${email} : .*${symbol}`))],
    })
    const [page = ''] = names().filter((one) => one.endsWith('.html'))
    expect(text(page)).toContain(`<strong>${name} Exemple 1</strong>`)
    const { pages } = pdf('lycee-jean-exemple.pdf')
    expect(pages).toHaveLength(3)
    expect(pages[0]?.texts.join('')).toContain(email)
    expect(text('sommaire.csv')).toContain(`;${page};1;page HTML`)
  })

  it('keeps notices on paper if it is a school’s, with U+FFFD for what the font lacks', async () => {
    const { outcome, pdf } = await run([{ school: 'Lycée 🏫' }])
    expect(outcome).toMatchObject({ unprintedTexts: [texts.replacedSchool('Lycée 🏫', '🏫')] })
    expect(pdf('lycee.pdf').pages[1]?.texts).toContain('Lycée \ufffd')
  })
})

describe('the output folder', () => {
  it('is left as it is if it has content', async () => {
    const folder = join(temporaryFolder(), 'mine')
    mkdirSync(folder)
    writeFileSync(join(folder, 'thesis.txt'), 'three years')
    await expect(run([{}], { folder })).rejects.toThrow(texts.nonEmptyFolder(folder))
    expect(readdirSync(folder)).toEqual(['thesis.txt'])
  })

  it('does not exist during a run, and the next run removes what a killed one left', async () => {
    const place = temporaryFolder()
    const folder = join(place, 'out')
    const left = join(place, '.out.unfinished')
    mkdirSync(left)
    writeFileSync(join(left, 'lycee-jean-exemple.pdf'), 'half')
    const seen: boolean[] = []
    await run([{}, { school: 'Deux' }], { folder, onProgress: () => seen.push(existsSync(folder)) })
    expect(seen).toEqual([false, false, false])
    expect(readdirSync(place)).toEqual(['out'])
    expect(readdirSync(folder)).toHaveLength(3)
  })

  it('does not exist after a failed run, not even in part', async () => {
    const place = temporaryFolder()
    const failing = run([{}, { school: 'Autre' }], {
      folder: join(place, 'out'),
      onProgress: (done) => {
        if (done === 1) throw new Error('disk full')
      },
    })
    await expect(failing).rejects.toThrow('disk full')
    expect(readdirSync(place)).toEqual([])
  })

  it('is an error if it cannot be written', async () => {
    const file = join(temporaryFolder(), 'file')
    writeFileSync(file, '')
    await expect(run([{}], { folder: join(file, 'out') })).rejects.toThrow('ENOTDIR')
  })
})
