export const repairTexts = {
  unsealedRoll:
    'La liste électorale n’est pas encore scellée : corrigez-la avec « correct ». Rien n’a été changé.',
  severalVoters: (voterCount: number) =>
    `Le fichier a ${voterCount} électeurs : une correction après le scellement n’en concerne qu’un. Rien n’a été changé.`,
  unknownVoter: 'Cette adresse n’est celle d’aucun électeur de la liste : rien n’a été changé.',
  success: (requester: string) =>
    `L’inscription est corrigée, comme ${requester} l’avait demandé. L’électeur en est averti par e-mail, à ses deux adresses si la sienne a changé, et ne pourra pas demander d’identifiant en ligne avant un délai.`,
} as const
