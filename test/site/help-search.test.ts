import { expect, test } from 'vitest'
import { foundText } from '../../shared/texts/help-search.ts'
import { finderOf } from '../../site/scripts/find-answers.ts'
import { builtSite, textOf } from './built-site.ts'

const { page } = builtSite()

/** As the page's script reads them. */
const answers = () =>
  [
    ...page('/aide/').matchAll(
      /<details[^>]* id="([^"]+)"[^>]*data-synonyms="([^"]*)"[^>]*>(.*?)<\/details>/gs,
    ),
  ].map(([, id = '', synonyms = '', html = '']) => {
    const [symptom = ''] = html.split('</summary>')
    return { id, symptom: textOf(symptom), synonyms, text: textOf(html) }
  })

function ask(typed: string) {
  const known = answers()
  const { found, ...how } = finderOf(known)(typed)
  return { ...how, ids: found.map((at) => known[at]?.id) }
}

/** What voters type, as they type it, and the answer that they must see among the first three. */
const questions: [id: string, typed: string][] = [
  ['notice', 'pas ma notice'],
  ['notice', 'jai perdu mon papier de vote'],
  ['notice', 'identifiant oublie'],
  ['sms', 'jai pas recu le code'],
  ['sms', "je n'ai rien recu"],
  ['sms', 'texto'],
  ['sms', 'qui envoie le sms'],
  ['etranger', 'a l’étranger'],
  ['etranger', 'je suis en poste au Maroc lycée français'],
  ['outre-mer', 'nouméa'],
  ['outre-mer', 'ile de la reunion'],
  ['attente', 'combien de temps'],
  ['deux-sms', '2 sms lequel'],
  ['refuse', 'identifiant invalide'],
  ['refuse', 'mon identifiant ne marche pas'],
  ['saisie', 'copier coller identifiant'],
  ['saisie', 'zero ou lettre o'],
  ['identite', 'date de naissance refusée'],
  ['mauvais-numero', 'je me suis tromper de numero'],
  ['ancien-numero', "j'ai changé de portable"],
  ['ancien-numero', 'telephone volé'],
  ['numen', 'numen ou le trouver'],
  ['numen', "c'est quoi le nummen"],
  ['mobile', 'telephone fixe'],
  ['mobile', 'numéro non accepté'],
  ['pas-de-mobile', 'pas de portable'],
  ['deja-pris', 'le téléphone de mon mari'],
  ['plus-de-demande', 'combien de demandes maximum'],
  ['code-image', 'captcha illisible'],
  ['mot-de-passe', 'mdp oublié'],
  ['mot-de-passe', '1ere connexion'],
  ['lien', 'pas de mail'],
  ['lien', 'lien expiré'],
  ['connexion', 'impossible de me connecter'],
  ['tout-perdu', 'identifiant et mot de passe perdus'],
  ['boite', 'mail saturé'],
  ['boite', "j'ai plus accès a ma boite academique"],
  ['academie', 'mutation'],
  ['nom', 'changé de nom mariage'],
  ['aveugle', 'je suis aveugle'],
  ['poste-partage', 'ordi du collège partagé'],
  ['hameconnage', 'arnaque sms'],
  ['deja-vote', 'deja voté ?'],
  ['quand', 'jusqua quand on peut voter'],
  ['scrutin', 'je ne suis pas sur la liste'],
  ['notice', 'le facteur est pas passé'],
  ['deux-sms', 'le premier ou le deuxieme code'],
  ['lien', 'le lien ne marche pas'],
  ['lent', 'wifi'],
  ['scrutin', 'je suis stagiaire est ce que je vote'],
  ['mot-de-passe', 'je ne me rappelle plus de mon code secret'],
  ['etranger', 'je vis en espagne'],
  ['pas-moi', "quelqu'un a fait une demande a ma place"],
  ['assistance-muette', 'personne ne répond au telephone'],
]

test.each(questions)('%s is among the first three for « %s »', (id, typed) => {
  expect(ask(typed).ids.slice(0, 3)).toContain(id)
})

test('ranks first what holds the most of what was typed', () => {
  expect(ask('identifiant mot de passe différence').ids[0]).toBe('difference')
})

test('finds by the beginning of a word, and by one with a slip', () => {
  expect(ask('etran').ids).toContain('etranger')
  expect(ask('hamesonage').ids[0]).toBe('hameconnage')
})

test('reads only the beginning of a page that was pasted, which would hold the browser up', () => {
  expect(ask(`${'je '.repeat(100)}etranger`).isAsked).toBe(false)
  expect(ask(`etranger ${'je '.repeat(1_000)}`).ids[0]).toBe('etranger')
})

test('says so when it can only guess, and when it can not', () => {
  expect(ask('chaussette')).toMatchObject({ isAsked: true, near: true })
  expect(ask('xyzzy')).toEqual({ isAsked: true, near: true, ids: [] })
  expect(ask('  je ').isAsked).toBe(false)
  expect(foundText(1, false)).toBe('1 réponse')
  expect(foundText(2, true)).toBe(
    'Aucune réponse ne contient ces mots. Les plus proches : 2 réponses',
  )
  expect(foundText(0, true)).toMatch(/^Aucune réponse .* l'assistance\.$/)
})
