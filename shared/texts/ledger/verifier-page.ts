export const verifierTexts = {
  file: (name: string, isExported: boolean) =>
    `${name} : ${isExported ? 'fichier du journal' : 'message'}`,
  incomplete:
    'Il manque des fichiers : journal.txt, tetes.txt et cle-publique.pem, du dossier qui vous a été remis.',
  noHeads: (name: string) =>
    `${name} : aucune tête signée dans ce fichier. Vérifiez que c'est un message reçu du journal, enregistré en entier.`,
  started: 'Vérification en cours.',
  progress: (share: number) => `Lecture du journal : ${Math.round(share * 100)} %.`,
  done: 'Vérification terminée. Le résultat est affiché dessous.',
  failed: (error: string) =>
    `La vérification n'a pas pu aller jusqu'au bout (${error}). Choisissez à nouveau les fichiers.`,
} as const
