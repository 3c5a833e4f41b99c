import { count } from '../../shared/texts/numbers.ts'

export const noticesCommandText = {
  printing: 'Impression des notices',
  done: (notices: number, files: number, folder: string) =>
    `${count(notices, 'notice')} dans ${count(files, 'fichier')} : ${folder}\nLe fichier sommaire.csv dit combien de notices contient chaque fichier. Après la remise, effacez ce dossier et notices.csv.`,
  noVoter: (path: string) => `${path} ne contient aucun électeur : il n'y a rien à imprimer.`,
  folderTaken: (folder: string) =>
    `${folder} existe déjà et n'est pas vide : choisissez un autre dossier, ou ajoutez --replace pour remplacer ses notices.`,
  folderForeign: (folder: string) =>
    `${folder} n'a pas été écrit par cette commande : il n'est pas remplacé. Choisissez un autre dossier.`,
  badSite: (site: string) =>
    `--site : « ${site} » n'est pas une adresse en https. Exemple : --site https://vote.example.org`,
  anotherSite: (site: string, file: string, domain: string) =>
    `--site : ${site} n'est pas l'adresse que ${file} donne à cette élection (« site.domain ») : https://${domain}. Rien n'est imprimé.`,
  nameOfAws: (site: string) =>
    `Attention : ${site} est un nom d'AWS. Si le service est détruit puis déployé à nouveau, il en reçoit un autre, et ces notices ne mènent plus nulle part. Donnez un nom à l'élection (« site.domain ») avant d'imprimer.`,
  missingColumns: (columns: string[]) =>
    `notices.csv : il manque la colonne ${columns.join(', ')}. Ce fichier est-il bien celui que « npm run roll -- import » a écrit ?`,
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
