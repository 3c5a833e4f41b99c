import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { ElectionError, parseElection } from '../../shared/domain/election/parse-election.ts'
import { errorsText, type FileError } from '../../shared/texts/election/election-errors.ts'
import {
  checkElectionFile,
  checkElectionText,
  readElectionFile,
} from '../../shared/tooling/election-file.ts'
import { summaryText } from '../../team/election/run-check.ts'
import { pathsOf, validElectionFile, withField } from '../builders/election-files.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { caseCount } from '../fuzz/cases.ts'
import { sized } from '../size.ts'

const directory = temporaryFolder(afterAll)
const file = join(directory, 'election.json')

const valid = JSON.stringify(validElectionFile)

function textFor(content: string | Uint8Array): string {
  const checked = checkElectionText(Buffer.from(content))
  if ('unreadable' in checked) return checked.unreadable
  return 'errors' in checked ? errorsText('election.json', checked.errors) : ''
}

describe('a file that is no election', () => {
  it.each<[string, string | Uint8Array, string]>([
    ['empty', '', 'Il manque ici une valeur'],
    ['blank', ' \n\n', 'Il manque ici une valeur'],
    ['a list', '[]', 'tableau reçu'],
    ['null', 'null', 'null reçu'],
    ['windows-1252', Buffer.from('{\n"title": "\xc9lections"}', 'latin1'), 'election.json:2:11'],
    ['UTF-16', Buffer.from(`\uFEFF${valid}`, 'utf16le'), 'pas du texte en UTF-8'],
    ['100,000 brackets deep', '['.repeat(100_000), "trop d'accolades"],
    ['a page of HTML', '<!doctype html>\n<p>election', 'election.json:1:1'],
  ])('is refused plainly if it is %s', (_, content, words) => {
    expect(textFor(content)).toContain(words)
  })

  it('is not read if it is too large', () => {
    writeFileSync(file, `${' '.repeat(256_001)}`)
    const checked = checkElectionFile(file)
    expect(checked).toEqual({ unreadable: 'Ce fichier fait plus de 256 Ko.' })
  })

  it('is unreadable if it is a folder or absent', () => {
    for (const path of [directory, join(directory, 'absent.json'), join(directory, 'a\0b')]) {
      expect(checkElectionFile(path)).toHaveProperty('unreadable')
    }
  })

  it('shows fifty errors of a thousand, and says how many are left', () => {
    const ballots = Array.from({ length: 1000 }, () => ({ id: '!', title: 'x' }))
    const text = textFor(JSON.stringify({ ...validElectionFile, ballots }))
    expect(text.match(/^election\.json:/gm)).toHaveLength(50)
    expect(text).toMatch(/1.000 fautes.*… et 950 autres\.$/su)
  })
})

describe('a name that JavaScript knows', () => {
  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype'])(
    '%s is an unknown field like any other',
    (name) => {
      const text = textFor(valid.replace('{', `{"${name}": {"title": 1},`))
      expect(text).toContain(`Clé non reconnue : "${name}"`)
      expect(text).toContain('1 faute à corriger')
      expect(({} as { title?: unknown }).title).toBeUndefined()
    },
  )

  it('does not stand in for a missing field', () => {
    const { title, ...others } = validElectionFile
    const text = textFor(
      JSON.stringify(others).replace('{', `{"__proto__": {"title": "${title}"},`),
    )
    expect(text).toContain('title\n  Ce champ manque.')
  })
})

it('no control character of the file reaches a terminal', () => {
  const name = '\u001b[2J\u0007\u202e'
  for (const wrong of [withField('senderId', name), { ...validElectionFile, [name]: 1 }]) {
    expect(textFor(JSON.stringify(wrong)).replaceAll('\n', '')).not.toMatch(/\p{C}/u)
  }
  const election = parseElection(withField('title', 'a\u202eb'))
  expect(summaryText(election).replaceAll('\n', '')).not.toMatch(/\p{C}/u)
})

const files = caseCount(sized(100, 500))

describe(`whatever the JSON, ${files} times`, () => {
  const anything = fc.jsonValue({ maxDepth: 4 })
  const nearlyValid = fc
    .tuple(fc.constantFrom(...pathsOf(validElectionFile)), anything)
    .map(([path, value]) => withField(path, value) as unknown)

  it('the file is usable exactly when its value is, and each error has words and a place', () => {
    fc.assert(
      fc.property(fc.oneof(anything, nearlyValid), (value) => {
        const text = JSON.stringify(value, null, 2)
        const checked = checkElectionText(Buffer.from(text))
        if ('election' in checked) {
          expect(checked.election).toEqual(parseElection(JSON.parse(text)))
          return
        }
        const { errors } = checked as { errors: FileError[] }
        expect(errors).not.toEqual([])
        for (const { line, column, message } of errors) {
          expect(text.split('\n')[line - 1]?.length).toBeGreaterThanOrEqual(column - 1)
          expect(message).not.toMatch(/undefined|NaN|\[object/)
        }
      }),
      { numRuns: files },
    )
  })

  it('reading a file throws nothing but an ElectionError, whatever its bytes', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc
        .string({ unit: fc.constantFrom(...'{}[]",:/*\\tn1 \n'), maxLength: 60 })
        .map((text) => Buffer.from(text)),
      fc
        .tuple(fc.nat(valid.length), fc.constantFrom('', '"', '{', ',', '\\', '\u0000', '//'))
        .map(([at, put]) => Buffer.from(valid.slice(0, at) + put + valid.slice(at + 1))),
    )
    fc.assert(
      fc.property(bytes, (content) => {
        writeFileSync(file, content)
        try {
          readElectionFile(file)
        } catch (error) {
          expect(error).toBeInstanceOf(ElectionError)
          expect((error as Error).message).not.toContain('    at ')
        }
      }),
      { numRuns: files },
    )
  })
})
