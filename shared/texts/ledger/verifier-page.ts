import { count } from '../numbers.ts'

export const verifierTexts = {
  fileName: (name: string) => `${name} : fichier du journal`,
  mailContent: (name: string, headCount: number) =>
    headCount > 0
      ? `${name} : message, ${count(headCount, 'tête')}`
      : `${name} : aucune tête signée. Si c'est un message du journal, enregistrez-le à nouveau, en entier.`,
  missingFiles:
    'Il manque des fichiers : journal.txt, tetes.txt et cle-publique.pem, du dossier qui vous a été remis.',
  progress: 'Vérification en cours.',
  completion: 'Vérification terminée. Le résultat est affiché dessous.',
  failure: (error: string) =>
    `La vérification n'a pas pu aller jusqu'au bout (${error}). Choisissez à nouveau les fichiers.`,
} as const
