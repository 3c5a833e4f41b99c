export const calendarLinkText = 'Ajouter les dates du vote à mon agenda'

export const datesFileTexts = {
  opens: (election: string) => `Le vote ouvre : ${election}`,
  closes: (election: string) => `Le vote ferme : ${election}`,
  description:
    'Connectez-vous à votre espace électeur, puis choisissez « JE VOTE ». Il vous faut votre identifiant électeur et votre mot de passe personnel.',
}
