import { count } from '../../shared/texts/numbers.ts'

export interface RollMistakeDetails {
  column: string
  /** Never a NUMEN nor a birth date. */
  value?: string | undefined
  otherLine?: number
  expected?: number
  found?: number
  /** The names that could stand there. */
  known?: readonly string[]
}

interface RollMistakeText {
  message: string
  fix: string
}

type Write = (details: RollMistakeDetails) => RollMistakeText

const text =
  (message: string, fix: string): Write =>
  () => ({ message, fix })

const quoted = (value: string | undefined) => (value === undefined ? '' : ` : « ${value} »`)
const mostListed = 30
const list = (names: readonly string[] = []) =>
  [...names.slice(0, mostListed), ...(names.length > mostListed ? ['…'] : [])].join(', ')

const secretKept = "La valeur n'est pas montrée ici : reprenez-la dans le fichier d'origine."

export const rollMistakeTexts = {
  'column-missing': ({ column, known }) => ({
    message: `Il manque la colonne « ${column} ». Colonnes trouvées : ${list(known)}.`,
    fix: `Ajoutez une colonne nommée « ${column} ».`,
  }),
  'column-doubled': ({ column, known }) => ({
    message: `Plusieurs colonnes disent la même chose (${column}). Colonnes trouvées : ${list(known)}.`,
    fix: 'Gardez une seule de ces colonnes.',
  }),
  'column-pair': ({ column, known }) => ({
    message: `Le NUMEN et la date de naissance se corrigent ensemble : il manque la colonne « ${column} ». Colonnes trouvées : ${list(known)}.`,
    fix: `Ajoutez une colonne nommée « ${column} ».`,
  }),
  'column-nothing-to-correct': ({ known }) => ({
    message: `Aucune colonne ne dit quoi corriger. Colonnes trouvées : ${list(known)}.`,
    fix: "Ajoutez, à côté de l'adresse, la colonne à corriger : le prénom, le nom, les scrutins…",
  }),
  'line-too-long': text(
    'La ligne compte plus de 10 000 caractères.',
    "Cherchez un retour à la ligne perdu, ou un guillemet en trop, et réexportez le fichier d'origine.",
  ),
  'line-nul': text(
    'La ligne contient un caractère nul : elle est abîmée.',
    "Réexportez le fichier d'origine.",
  ),
  'quote-unclosed': text(
    "Un guillemet s'ouvre dans cette colonne et ne se ferme pas.",
    'Supprimez ce guillemet, ou fermez-le à la fin de la valeur.',
  ),
  'quote-misplaced': text(
    'Un guillemet est mal placé dans cette ligne.',
    'Supprimez-le, ou entourez la valeur de guillemets et doublez celui du milieu.',
  ),
  'field-count': ({ expected = 0, found = 0 }) => ({
    message: `La ligne compte ${count(found, 'champ')}, et l'en-tête ${expected}.`,
    fix: "Vérifiez les séparateurs : un de trop, un oublié, ou un séparateur à l'intérieur d'une valeur sans guillemets.",
  }),
  'email-missing': text("L'adresse e-mail manque.", "Indiquez l'adresse e-mail professionnelle."),
  'email-malformed': ({ value }) => ({
    message: `Cette adresse e-mail n'est pas valable${quoted(value)}.`,
    fix: 'Écrivez une seule adresse, par exemple prenom.nom@exemple.fr.',
  }),
  'email-invisible': text(
    "L'adresse e-mail contient un caractère invisible.",
    "Effacez la cellule et retapez l'adresse, sans la coller.",
  ),
  'email-foreign-letter': ({ known }) => ({
    message: `L'adresse e-mail contient une lettre que l'envoi d'e-mails n'accepte pas : ${list(known)}.`,
    fix: "Retapez l'adresse au clavier, sans accent : certaines lettres d'autres alphabets ressemblent aux nôtres.",
  }),
  'email-duplicate': ({ otherLine = 0 }) => ({
    message: `Cette adresse e-mail est déjà à la ligne ${otherLine}.`,
    fix: "Gardez une seule ligne par électeur, ou corrigez l'une des deux adresses.",
  }),
  'email-unchanged': text(
    "La nouvelle adresse est la même que l'actuelle.",
    'Videz cette cellule, ou indiquez la nouvelle adresse.',
  ),
  'text-missing': text('La valeur manque.', 'Remplissez cette cellule.'),
  'text-too-long': ({ expected = 0, found = 0 }) => ({
    message: `La valeur compte ${found} caractères : ${expected} au plus.`,
    fix: 'Raccourcissez-la.',
  }),
  'text-control': text(
    'La valeur contient un retour à la ligne, une tabulation ou un caractère invisible.',
    'Effacez la cellule et retapez la valeur, sans la coller.',
  ),
  'text-bracket': text('La valeur contient « < » ou « > ».', 'Supprimez-les de la valeur.'),
  'text-formula': text(
    'La valeur ressemble à une formule ou à une erreur de tableur : elle commence par =, +, @ ou #.',
    'Remplacez la formule par le texte lui-même (collage spécial, valeurs).',
  ),
  'text-address': text(
    "La valeur contient l'adresse d'un site ou une adresse e-mail.",
    'Gardez seulement le nom.',
  ),
  'text-garbled': text(
    'Les accents de la valeur sont abîmés : le fichier a été ouvert ou enregistré dans un autre encodage que le sien.',
    "Réexportez le fichier d'origine en « CSV UTF-8 », sans l'ouvrir entre-temps.",
  ),
  'numen-missing': text('Le NUMEN manque.', 'Indiquez le NUMEN.'),
  'numen-malformed': ({ found = 0 }) => ({
    message: `Ce NUMEN n'a pas la bonne forme : il compte ${count(found, 'caractère')}.`,
    fix: `Un NUMEN compte 13 caractères : 2 chiffres, 1 lettre, 7 chiffres, 3 lettres. ${secretKept}`,
  }),
  'numen-damaged': text(
    'Le tableur a pris ce NUMEN pour un nombre : il en a perdu le zéro du début, ou une partie.',
    `Mettez la colonne au format Texte, puis reprenez les NUMEN d'origine. ${secretKept}`,
  ),
  'numen-duplicate': ({ otherLine = 0 }) => ({
    message: `Ce NUMEN est déjà à la ligne ${otherLine}.`,
    fix: 'Deux électeurs ne peuvent pas avoir le même NUMEN : corrigez celui des deux qui est faux.',
  }),
  'numen-alone': text(
    'La date de naissance est là sans le NUMEN : ils se corrigent ensemble.',
    'Indiquez aussi le NUMEN, ou videz la date de naissance.',
  ),
  'birth-date-alone': text(
    'Le NUMEN est là sans la date de naissance : ils se corrigent ensemble.',
    'Indiquez aussi la date de naissance, ou videz le NUMEN.',
  ),
  'birth-date-missing': text(
    'La date de naissance manque.',
    'Indiquez-la sous la forme jj/mm/aaaa ou aaaa-mm-jj.',
  ),
  'birth-date-malformed': text(
    "Cette date de naissance n'a pas la bonne forme.",
    `Écrivez-la jj/mm/aaaa ou aaaa-mm-jj, par exemple 27/03/1975 ou 1975-03-27. ${secretKept}`,
  ),
  'birth-date-two-digit-year': text(
    "L'année de naissance n'a que deux chiffres.",
    `Écrivez-la sur quatre chiffres, par exemple 27/03/1975. ${secretKept}`,
  ),
  'birth-date-serial': text(
    'Le tableur a remplacé cette date de naissance par un nombre de jours.',
    `Mettez la colonne au format Date (jj/mm/aaaa), puis réexportez. ${secretKept}`,
  ),
  'birth-date-not-a-date': text(
    "Cette date n'existe pas : le jour et le mois sont peut-être inversés.",
    `Écrivez le jour d'abord, jj/mm/aaaa, par exemple 27/03/1975. ${secretKept}`,
  ),
  'birth-date-out-of-range': text(
    "D'après cette date de naissance, l'électeur a moins de 16 ans ou plus de 100 ans.",
    `Vérifiez l'année de naissance. ${secretKept}`,
  ),
  'ballots-missing': ({ known }) => ({
    message: "Il n'y a aucun scrutin.",
    fix: `Indiquez au moins un scrutin parmi : ${list(known)}.`,
  }),
  'ballots-unknown': ({ value, known }) => ({
    message: `Ce scrutin n'est pas dans election.json${quoted(value)}.`,
    fix: `Scrutins connus : ${list(known)}.`,
  }),
  'format-unknown': ({ value, known }) => ({
    message: `Ce format de notice n'existe pas${quoted(value)}.`,
    fix: `Laissez vide, ou choisissez parmi : ${list(known)}.`,
  }),
  'nothing-to-correct': text(
    "Cette ligne ne corrige rien : toutes ses cellules sont vides, sauf l'adresse.",
    'Remplissez ce qui est à corriger, ou supprimez la ligne.',
  ),
} satisfies Record<string, Write>

export type RollMistakeCode = keyof typeof rollMistakeTexts

export function rollMistakeText(
  code: RollMistakeCode,
  details: RollMistakeDetails,
): RollMistakeText {
  return (rollMistakeTexts[code] as Write)(details)
}
