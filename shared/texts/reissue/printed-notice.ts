// Of a notice that staff printed, for a voter without any mobile. Said by the API: the pages that show it are at their
// limit of bytes.

export const printedNoticeText =
  "Utilisez l'identifiant de la notice que l'assistance vous a remise : elle en porte le début, et la fin se lit sur le site du vote, à l'adresse /notice/."
