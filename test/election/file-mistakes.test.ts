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

const placesOf = (text: string) => mistakesOf(text).map(({ place }) => place)

describe('the mistakes of an election file', () => {
  it('are reported at once, each by its field', () => {
    const file = {
      title: 1,
      site: { brandColour: 'yellow' },
      territories: ['FR', 'France'],
      colour: 2,
    }
    const changed = { ...validElectionFile, ...file }
    expect(placesOf(written(changed)).toSorted()).toEqual([
      'colour',
      'site.brandColour',
      'territories[1]',
      'title',
    ])
  })

  it.each([
    ['region', undefined, 'Ce champ manque. Par exemple : "eu-west-3"'],
    ['limits', undefined, 'Les champs possibles : reissuesPerVoter,'],
    ['territories', [], 'Par exemple : ["FR"]'],
    ['dates.reissueOpensAt', '2026-03-29T02:30', "n'existe pas (Europe/Paris)"],
    ['dates.voteClosesAt', '2026-11-29T10:00', 'après dates.voteOpensAt'],
    ['dates.voteOpensAt', '29/11/2026', 'AAAA-MM-JJTHH:MM. Par exemple : "2026-12-03T10:00"'],
    ['legal.accessibility.statedOn', '31 février 2026', 'Par exemple : "2026-10-01"'],
    ['territories', ['FR', 'Guadeloupe'], 'Par exemple : "FR"'],
    ['territories', 'FR', 'Par exemple : ["FR"]'],
    ['smsDailyCap', '2,000', 'Par exemple : 200000'],
    ['site.firewall', 'oui', 'Par exemple : true'],
    ['senderId', 'LE VOTE', 'de 3 à 11 lettres sans accent'],
    ['timeZone', 'paris', 'fuseau horaire'],
    ['smsDelaySeconds', 901, 'doit être <=900'],
    ['smsDelaySeconds', '120', 'nombre attendu, chaîne de caractères reçu'],
    ['mode', 'essai', '"vote"|"rehearsal"'],
    ['mail.from', 'nobody', 'adresse e-mail invalide'],
    ['title', 'x'.repeat(121), '<=120 caractères'],
    ['smsSignature', 'L’Académie de la Forêt', 'ne peut pas porter ’ ê.'],
    ['smsSignature', 'x'.repeat(48), '1 caractère de trop'],
    ['site.domain', 'vote.elections.test', 'finir par .elections.example'],
    ['site.brandColour', '#ffff00', 'contraste de 1,1, il en faut 4,5'],
    ['protection.customerManagedKey', true, 'effacez protection.backupDays et protection.keys'],
    ['limits.noticesBeyondRequests', 1, 'ne sert à rien sans staff'],
    ['territories.1', 'XX', "d'aucun territoire qui a des téléphones"],
    ['ballots.1.id', 'csa', 'déjà celle de ballots[0].id'],
    ['mail.form', 'x', 'Clé non reconnue : "form". Les champs possibles : from, identity.'],
  ])('say in French what is wrong when %s is %j', (path, value, words) => {
    const mistakes = mistakesOf(written(withField(path, value)))
    expect(mistakes.map(({ wrong }) => wrong)).toEqual([expect.stringContaining(words)])
  })

  it('name the line where a field is written again', () => {
    const again = valid.replace('{', '{\n  "title": "x",')
    expect(mistakesOf(again)).toEqual([
      {
        place: expect.stringMatching(/^ligne [3-9]$/),
        wrong: expect.stringContaining('« title »'),
      },
    ])
  })
})

describe('the notation of an election file', () => {
  it.each([
    ['a comma that is missing', valid.replace('2026",', '2026"')],
    ['a comma too many', valid.replace(/\}\s*$/, ',}')],
    ['a comment', valid.replace('{', '{ /* no */')],
    ['a brace that is missing', valid.replace(/\}\s*$/, '')],
    ['curly quotes', valid.replace('"title"', '“title”')],
    ['a colon that is missing', valid.replace('"title":', '"title"')],
    ['a tab in a text', valid.replace('2026"', '2026\t"')],
    ['a space in a number', valid.replace('": 200000', '": 200 000')],
    ['what follows its end', `${valid}\n}`],
  ])('is reported once, by its line, when it has %s', (_, broken) => {
    const at = [...valid].findIndex((sign, index) => sign !== broken[index])
    const line = broken.slice(0, at).split('\n').length
    const [first, ...others] = mistakesOf(broken)
    expect(others).toEqual([])
    expect([`ligne ${line}`, `ligne ${line + 1}`]).toContain(first?.place)
  })

  it('may begin with a byte order mark and have the line ends of Windows', () => {
    expect(mistakesOf(`\uFEFF${valid.replaceAll('\n', '\r\n')}`)).toEqual([])
  })
})
