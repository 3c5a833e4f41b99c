type ErrorText = readonly [message: string, fix: string]

const hiddenValueText = "La valeur n'est pas montrée ici : reprenez-la dans le fichier d'origine."

/** `{column}` is the column's name, `{names}` a list of names, `{}` a detail that must not be a NUMEN or a birth date. */
export const rollFileErrorTexts = {
  'column-missing': [
    'Il manque la colonne « {column} ». Colonnes trouvées : {names}.',
    'Ajoutez une colonne nommée « {column} ».',
  ],
  'column-doubled': [
    'Plusieurs colonnes disent la même chose ({column}). Colonnes trouvées : {names}.',
    'Gardez une seule de ces colonnes.',
  ],
  'line-too-long': [
    'La ligne compte plus de 10 000 caractères.',
    "Cherchez un retour à la ligne perdu, ou un guillemet en trop, et réexportez le fichier d'origine.",
  ],
  'quote-unclosed': [
    "Un guillemet s'ouvre dans cette colonne et ne se ferme pas.",
    'Supprimez ce guillemet, ou fermez-le à la fin de la valeur.',
  ],
  'quote-misplaced': [
    'Un guillemet est mal placé dans cette ligne.',
    'Supprimez-le, ou entourez la valeur de guillemets et doublez celui du milieu.',
  ],
  'field-count': [
    "La ligne n'a pas autant de champs que l'en-tête : {}.",
    "Vérifiez les séparateurs : un de trop, un oublié, ou un séparateur à l'intérieur d'une valeur sans guillemets.",
  ],
  missing: ['La valeur manque.', 'Remplissez cette cellule.'],
  duplicate: [
    'Cette valeur est déjà à la ligne {}.',
    "Gardez une seule ligne par électeur, ou corrigez l'une des deux valeurs.",
  ],
  invisible: [
    'La valeur contient un retour à la ligne, une tabulation ou un caractère invisible.',
    'Effacez la cellule et retapez la valeur, sans la coller.',
  ],
  'email-malformed': [
    "Cette adresse e-mail n'est pas valable{}.",
    'Écrivez une seule adresse, par exemple prenom.nom@exemple.fr.',
  ],
  'email-foreign-letter': [
    "L'adresse e-mail contient une lettre que l'envoi d'e-mails n'accepte pas : {}.",
    "Retapez l'adresse au clavier, sans accent : certaines lettres d'autres alphabets ressemblent aux nôtres.",
  ],
  'email-unchanged': [
    "La nouvelle adresse est la même que l'actuelle.",
    'Videz cette cellule, ou indiquez la nouvelle adresse.',
  ],
  'text-too-long': ['La valeur compte {} au plus.', 'Raccourcissez-la.'],
  'text-sign': [
    'La valeur contient « < » ou « > », ou commence par =, +, @ ou #, comme une formule ou une erreur de tableur.',
    'Remplacez-la par le texte lui-même (collage spécial, valeurs).',
  ],
  'text-address': [
    "La valeur contient l'adresse d'un site ou une adresse e-mail.",
    'Gardez seulement le nom.',
  ],
  'text-garbled': [
    'Les accents de la valeur sont abîmés : le fichier a été ouvert ou enregistré dans un autre encodage que le sien.',
    "Réexportez le fichier d'origine en « CSV UTF-8 », sans l'ouvrir entre-temps.",
  ],
  'name-sign': [
    'Ce nom commence par un signe ou un chiffre, comme une formule ou une erreur de tableur.',
    'Remplacez-le par le nom lui-même.',
  ],
  'name-mixed': [
    "Un mot de ce nom mêle deux alphabets : {} n'est pas une lettre latine.",
    "Retapez-le au clavier : certaines lettres d'autres alphabets ressemblent aux nôtres.",
  ],
  'name-swapped': [
    "Nom et prénom semblent inversés : les autres lignes écrivent en capitales celui qui ne l'est pas ici.",
    'Échangez les deux valeurs.',
  ],
  'numen-malformed': [
    "Ce NUMEN n'a pas la bonne forme : il compte {}.",
    `Un NUMEN compte 13 caractères : 2 chiffres, 1 lettre, 7 chiffres, 3 lettres. ${hiddenValueText}`,
  ],
  'numen-damaged': [
    'Le tableur a pris ce NUMEN pour un nombre : il en a perdu le zéro du début, ou une partie.',
    `Mettez la colonne au format Texte, puis reprenez les NUMEN d'origine. ${hiddenValueText}`,
  ],
  'identity-half': [
    "Corrigez le NUMEN et la date de naissance ensemble : l'un des deux manque.",
    "Indiquez aussi l'autre, ou videz les deux cellules.",
  ],
  'date-malformed': [
    "Cette date n'a pas la bonne forme.",
    `Écrivez-la jj/mm/aaaa ou aaaa-mm-jj, par exemple 27/03/1975 ou 1975-03-27. ${hiddenValueText}`,
  ],
  'date-serial': [
    'Le tableur a remplacé cette date par un nombre de jours.',
    `Mettez la colonne au format Date (jj/mm/aaaa), puis réexportez. ${hiddenValueText}`,
  ],
  'date-not-a-date': [
    "Cette date n'existe pas : le jour et le mois sont peut-être inversés.",
    `Écrivez le jour d'abord, jj/mm/aaaa, par exemple 27/03/1975. ${hiddenValueText}`,
  ],
  'birth-date-out-of-range': [
    "D'après cette date de naissance, l'électeur a moins de 16 ans ou plus de 100 ans.",
    `Vérifiez l'année de naissance. ${hiddenValueText}`,
  ],
  'phones-not-known': [
    'Avec « knownPhones » à false dans election.json, la liste ne peut pas apporter de téléphone.',
    'Retirez la colonne « {column} », ou mettez « knownPhones » à true.',
  ],
  'phone-half': [
    "Le téléphone et la date où l'électeur l'a demandé (« phone » et « phone_requested_on ») vont ensemble : l'un des deux manque.",
    "Indiquez aussi l'autre, ou videz les deux cellules.",
  ],
  'phone-refused': [
    '{}',
    `Corrigez ce numéro, ou videz les deux cellules du téléphone. ${hiddenValueText}`,
  ],
  'request-to-come': [
    "Cette date n'est pas encore passée.",
    "Indiquez le jour où l'électeur a demandé l'enregistrement de son téléphone.",
  ],
  'ballots-unknown': ["Ce scrutin n'est pas dans election.json{}.", 'Scrutins connus : {names}.'],
  'format-unknown': [
    "Ce format de notice n'existe pas{}.",
    'Laissez vide, ou choisissez parmi : {names}.',
  ],
  'nothing-to-correct': [
    "Cette ligne ne corrige rien : toutes ses cellules sont vides, sauf l'adresse.",
    'Remplissez ce qui est à corriger, ou supprimez la ligne.',
  ],
} satisfies Record<string, ErrorText>
