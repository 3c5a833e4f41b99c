import { describe, expect, it } from 'vitest'
import type { FileError } from '../../shared/texts/election/election-errors.ts'
import { checkElectionText } from '../../shared/tooling/election-file.ts'
import { validElectionFile, withField } from '../builders/election-files.ts'

const written = (file: unknown) => JSON.stringify(file, null, 2)
const valid = written(validElectionFile)

function errorsOf(text: string): FileError[] {
  const checked = checkElectionText(Buffer.from(text))
  return 'errors' in checked ? checked.errors : []
}

const placesOf = (text: string) =>
  errorsOf(text).map(({ line, column, field }) => `${line}:${column} ${field}`)

describe('the errors of an election file', () => {
  it('are reported at once, whatever finds them, in the order of the lines', () => {
    const text = `{
  // the notation
  "title": 1,
  "title": "x",
  "organiser": "La Forêt",
  "timeZone": "Europe/Paris",
  "dates": {
    "contestUntil": "2026-02-30T10:00",
    "reissueClosesAt": "2026-12-06T17:00",
    "voteOpensAt": "2026-12-06T17:00"
    "voteClosesAt": "2026-12-06T17:00"
  },
  "territories": ["FR", "France"],
  "site": { "brandColour": "yellow" },
  "colour": 2,
  "ballots": [{ "id": "a", "title": "A" }, { "id": "a", "title": "B" }]
}`
    const places = placesOf(text)
    expect(places).toContain('1:1 senderId')
    expect(places.filter((place) => !place.startsWith('1:1 '))).toEqual([
      '2:3 ',
      '4:3 title',
      '7:3 dates.reissueOpensAt',
      '11:5 ',
      '13:25 territories[1]',
      '14:13 site.brandColour',
      '15:3 colour',
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
    ['protection.customerManagedKey', true, 'effacez protection.keysReplicaRegion'],
    ['limits.noticesBeyondRequests', 1, 'ne sert à rien sans staff'],
    ['territories.1', 'XX', "d'aucun territoire qui a des téléphones"],
    ['ballots.1.id', 'csa', 'déjà celle de ballots[0].id'],
    ['mail.form', 'x', 'Clé non reconnue : "form". Les champs possibles : from, identity.'],
  ])('say in French what is wrong when %s is %j', (path, value, words) => {
    const field = expect.stringContaining(path.replace(/\.(\d+)/, '[$1]'))
    const wrong = expect.stringContaining(words)
    expect(errorsOf(written(withField(path, value)))).toMatchObject([{ field, message: wrong }])
  })

  it('name the line where a field was written before', () => {
    const [error] = errorsOf(valid.replace('{', '{\n  "title": "x",'))
    expect(error?.message).toContain('déjà écrit à la ligne 2')
  })
})

describe('the notation of an election file', () => {
  it.each([
    ['a comma that is missing', valid.replace('2026",', '2026"'), 'Il manque une virgule'],
    ['a comma too many', valid.replace(/\}\s*$/, ',}'), 'en trop'],
    ['a comment', valid.replace('{', '{ /* no */'), 'commentaire'],
    ['a brace that is missing', valid.replace(/\}\s*$/, ''), 'Il manque une accolade'],
    ['a text without its last quote', valid.replace('2026",', '2026,'), 'guillemet droit'],
    ['curly quotes', valid.replace('"title"', '“title”'), 'guillemets droits'],
    ['a colon that is missing', valid.replace('"title":', '"title"'), 'deux-points'],
    ['a tab in a text', valid.replace('2026"', '2026\t"'), 'tabulation'],
    ['a comma in a number', valid.replace('": 0.2', '": 0,2'), 'un point pour la virgule'],
    ['a space in a number', valid.replace('": 200000', '": 200 000'), 'sans espace'],
    ['what follows its end', `${valid}\n}`, 'en trop'],
  ])('is reported once when it has %s', (_, broken, words) => {
    const [first, ...others] = errorsOf(broken)
    expect(first?.message).toContain(words)
    // An unterminated text includes the comma that follows it.
    expect(others.map(({ message }) => message)).toEqual(
      words === 'guillemet droit' ? [expect.stringContaining('virgule')] : [],
    )
  })

  it('does not hide values that are wrong when only a comma or a comment is', () => {
    const text = written(withField('smsDelaySeconds', 901)).replace('2026",', '2026"')
    expect(errorsOf(text).map(({ field }) => field)).toEqual(['', 'smsDelaySeconds'])
  })

  it('may begin with a byte order mark and have the line ends of Windows', () => {
    expect(errorsOf(`\uFEFF${valid.replaceAll('\n', '\r\n')}`)).toEqual([])
    const wrong = written(withField('title', 1)).replaceAll('\n', '\r\n')
    expect(placesOf(`\uFEFF${wrong}`)).toEqual(['4:3 title'])
  })
})
