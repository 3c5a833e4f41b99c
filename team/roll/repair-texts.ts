const outcomes: Readonly<Record<string, string>> = {
  unchanged: 'La liste électorale dit déjà cela : rien n’a été changé.',
  absent: 'Cette adresse n’est celle d’aucun électeur de la liste : rien n’a été changé.',
  'address-taken': 'La nouvelle adresse est celle d’un autre électeur : rien n’a été changé.',
  'person-taken': 'Ce NUMEN est celui d’un autre électeur : rien n’a été changé.',
  'not-approved':
    'Cet accord a déjà servi, ou il n’est plus valable : recommencez à deux. Rien n’a été changé.',
  'changed-meanwhile':
    'L’inscription changeait au même moment : lancez la même commande une fois encore. Rien n’a été changé.',
}

export const repairTexts = {
  unsealed:
    'La liste électorale n’est pas encore scellée : corrigez-la avec « correct ». Rien n’a été changé.',
  notOne: (lines: number) =>
    `Le fichier a ${lines} électeurs : une correction après le scellement n’en concerne qu’un. Rien n’a été changé.`,
  outcome: (outcome: string, other = '') =>
    outcomes[outcome] ??
    `L’inscription est corrigée, comme ${other} l’avait demandé. L’électeur en est averti par e-mail, à ses deux adresses si la sienne a changé, et ne pourra pas demander d’identifiant en ligne avant un délai.`,
} as const
