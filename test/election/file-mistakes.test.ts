import { describe, expect, it } from 'vitest'
import type { FileMistake } from '../../shared/texts/election/election-mistakes.ts'
import { checkElectionText } from '../../shared/tooling/election-file.ts'
import { validElectionFile, withField } from '../builders/election-files.ts'

const written = (file: unknown) => JSON.stringify(file, null, 2)
const valid = written(validElectionFile)

function mistakesOf(text: string): FileMistake[] {
  const checked = checkElectionText(Buffer.from(text))
  return 'mistakes' in checked ? checked.mistakes : []
}

const placesOf = (text: string) =>
  mistakesOf(text).map(({ line, column, field }) => `${line}:${column} ${field}`)

const onlyOf = (text: string): FileMistake => {
  const [only, ...others] = mistakesOf(text)
  expect(others).toEqual([])
  return only as FileMistake
}

const lineOf = (text: string, part: string) => text.slice(0, text.indexOf(part)).split('\n').length

describe('the mistakes of an election file', () => {
  it('are told at once, whatever finds them, in the order of the lines', () => {
    const text = `{
  // the notation
  "title": 1,
  "title": "x",
  "organiser": "La Forêt",
  "timeZone": "Europe/Paris",
  "dates": {
    "contestUntil": "2026-02-30T10:00",
    "reissueOpensAt": "2026-03-29T02:30",
    "reissueClosesAt": "2026-12-06T17:00",
    "voteOpensAt": "2026-12-06T17:00"
    "voteClosesAt": "2026-12-06T17:00"
  },
  "territories": ["FR", "XX"],
  "site": { "brandColour": "#ffff00" },
  "colour": 2,
  "ballots": [{ "id": "a", "title": "A" }, { "id": "a", "title": "B" }]
}`
    const told = placesOf(text).filter((place) => !place.startsWith('1:1 '))
    expect(told).toEqual([
      '2:3 ',
      '4:3 title',
      '5:16 organiser',
      '8:21 dates.contestUntil',
      '9:23 dates.reissueOpensAt',
      '11:37 ',
      '12:21 dates.voteClosesAt',
      '14:25 territories[1]',
      '15:28 site.brandColour',
      '16:3 colour',
      '17:52 ballots[1].id',
    ])
    const missing = placesOf(text).filter((place) => place.startsWith('1:1 '))
    expect(missing).toContain('1:1 senderId')
  })

  it('stand where the missing field should be', () => {
    const { dates } = validElectionFile
    const text = written({ ...validElectionFile, dates: { ...dates, voteOpensAt: undefined } })
    expect(onlyOf(text)).toMatchObject({
      line: lineOf(text, '"dates"'),
      field: 'dates.voteOpensAt',
    })
  })

  it.each([
    ['dates.voteOpensAt', '29/11/2026 10:00', '"voteOpensAt": "2026-11-29T10:00"'],
    ['dates.voteOpensAt', '2026-11-29T10:00:00+01:00', '"voteOpensAt": "2026-11-29T10:00"'],
    ['dates.reissueOpensAt', '2026-03-29T02:30', '"reissueOpensAt": "2026-03-29T03:30"'],
    ['smsDelaySeconds', '120', '"smsDelaySeconds": 120'],
    ['senderId', 'LE VOTE', '"senderId": "LEVOTE"'],
    ['timeZone', 'paris', '"timeZone": "Europe/Paris"'],
    ['region', 'Paris', '"region": "eu-west-3"'],
    ['region', 'EU_West3', '"region": "eu-west-3"'],
    ['region', undefined, '"region": "eu-west-3"'],
    ['territories.1', 're', 'Écrivez : "RE"'],
    ['site.brandColour', '#14e', '"brandColour": "#1144ee"'],
    ['site.domain', 'https://Vote.elections.example/', '"domain": "vote.elections.example"'],
    ['site.domain', 'vote.elections.test', 'un nom qui finit par .elections.example'],
    ['site.certificate', 'none', '"certificate": "arn:aws:acm:us-east-1:'],
    ['site.firewall', 'oui', '"firewall": true'],
    ['ballots.0.id', 'CSA ministériel', '"id": "csa-ministeriel"'],
    ['smsSignature', 'L’Académie de la Forêt', `"smsSignature": "L'Académie de la Foret"`],
    ['smsPerSecond', 5000, 'Écrivez par exemple : "smsPerSecond": 10'],
  ])('say what to write when %s is %j', (path, value, write) => {
    expect(onlyOf(written(withField(path, value))).write).toContain(write)
  })

  it('say what a field is worth nothing without', () => {
    const alone = onlyOf(
      written(withField('site', { brandColour: '#1d4e89', domain: 'vote.elections.example' })),
    )
    expect(alone.field).toBe('site.domain')
    expect(alone.wrong).toContain('sans site.certificate ou site.hostedZone')
    expect(alone.write).toContain('Ajoutez le champ site.certificate ou site.hostedZone')
  })

  it('name the colour that can be read', () => {
    const { wrong, write } = onlyOf(written(withField('site.brandColour', '#ffff00')))
    expect(wrong).toContain('contraste de 1,1')
    const [, colour] = /"(#[0-9a-f]{6})"/.exec(write) ?? []
    expect(mistakesOf(written(withField('site.brandColour', colour)))).toEqual([])
  })

  it('tell a misspelt field once: it is not missing too', () => {
    const { title, ...others } = validElectionFile
    const text = written({ titel: title, ...others })
    expect(onlyOf(text)).toMatchObject({ line: 2, column: 3, write: 'Écrivez "title" à la place.' })
  })

  it('name the line where a field was written before', () => {
    const text = valid.replace('{', '{\n  "title": "x",')
    expect(onlyOf(text).wrong).toBe('Le champ "title" est déjà écrit à la ligne 2.')
  })
})

describe('the notation of an election file', () => {
  it.each([
    [
      'a comma that is missing',
      (text: string) => text.replace('2026",', '2026"'),
      'Il manque une virgule',
    ],
    ['a comma too many', (text: string) => text.replace(/\}\s*$/, ',}'), 'virgule est en trop'],
    ['a comment', (text: string) => text.replace('{', '{ /* no */'), 'commentaire'],
    [
      'a brace that is missing',
      (text: string) => text.replace(/\}\s*$/, ''),
      'Il manque une accolade',
    ],
    [
      'a quote that is missing',
      (text: string) => text.replace('2026",', '2026,'),
      'guillemet à la fin',
    ],
    ['curly quotes', (text: string) => text.replace('"title"', '“title”'), 'guillemets droits'],
    [
      'a colon that is missing',
      (text: string) => text.replace('"title":', '"title"'),
      'deux-points',
    ],
    ['a tab in a text', (text: string) => text.replace('2026"', '2026\t"'), 'tabulation'],
    ['what follows its end', (text: string) => `${text}\n}`, 'en trop'],
  ])('is told of %s, on its line', (_, broken, wrong) => {
    const [first, ...others] = mistakesOf(broken(valid))
    expect(first?.wrong).toContain(wrong)
    expect(others).toEqual([])
  })

  it('does not hide values that are wrong when only commas or comments are', () => {
    const text = written(withField('smsDelaySeconds', 901)).replace('2026",', '2026"')
    expect(mistakesOf(text).map(({ field }) => field)).toEqual(['', 'smsDelaySeconds'])
  })

  it('may begin with a byte order mark and have the line ends of Windows', () => {
    expect(mistakesOf(`\uFEFF${valid.replaceAll('\n', '\r\n')}`)).toEqual([])
    const wrong = written(withField('title', 1)).replaceAll('\n', '\r\n')
    expect(placesOf(`\uFEFF${wrong}`)).toEqual(['4:12 title'])
  })
})
