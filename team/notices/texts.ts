export const noticesCommandText = {
  nameOfAws: (site: string) =>
    `Attention : ${site} est un nom d'AWS. Si le service est détruit puis déployé à nouveau, il en reçoit un autre, et ces notices ne mènent plus nulle part. Donnez un nom à l'élection (« site.domain ») avant d'imprimer.`,
  refused: (problems: string[], total: number) =>
    [
      `notices.csv n'est pas en ordre : rien n'a été écrit.`,
      ...problems.map((problem) => `  ${problem}`),
      ...(total > problems.length ? [`  et ${total - problems.length} autres lignes.`] : []),
      'Ne corrigez pas un identifiant à la main : refaites le fichier avec « npm run roll -- import ».',
    ].join('\n'),
  atLine: (line: number, problem: string) => `ligne ${line} : ${problem}`,
  problems: {
    identifier: "l'identifiant est abîmé",
    name: 'le nom et le prénom manquent',
    format: "le format n'est ni vide, ni standard, grand, html ou braille",
    homonym:
      "un autre électeur de cet établissement porte le même nom, et l'adresse e-mail qui les distinguerait manque ou ne s'imprime pas",
    encoding: "des caractères sont abîmés : le fichier n'est plus en UTF-8",
    columns:
      "cette ligne n'a pas le même nombre de colonnes que l'en-tête, ou ses guillemets ne se ferment pas",
    notInFont: (character: string) =>
      `« ${character} » ne s'imprime pas dans la police des notices : écrivez ce nom autrement dans la liste électorale`,
    repeated: (line: number) => `le même identifiant est déjà à la ligne ${line}`,
  },
}
