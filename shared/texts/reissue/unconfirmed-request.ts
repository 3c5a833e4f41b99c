export const unconfirmedReissueText = {
  title: "Nous n'avons pas pu confirmer que votre demande a été enregistrée.",
  detail:
    "Vous pouvez réessayer sans rien perdre : si elle a été enregistrée, son suivi s'affichera et rien de plus ne sera décompté.",
}
