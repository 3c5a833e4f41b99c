import { count } from '../numbers.ts'

export const noticesHelp = {
  name: 'npm run notices --',
  usage: 'notices.csv --out DOSSIER --site ADRESSE [options]',
  description: `Imprime les notices de vote : une page A4 par électeur, à remettre contre signature.

Pour chaque établissement, un PDF : la feuille d'émargement, puis les notices dans l'ordre alphabétique. Le fichier sommaire.csv dit combien de notices contient chaque fichier.`,
  file: 'le fichier écrit par « npm run roll -- import »',
  out: 'le dossier à créer ; lui seul contiendra les identifiants imprimés',
  election: "la description de l'élection",
  site: "l'adresse du site du vote, imprimée et mise dans le code QR",
  split: '« school » : un PDF par établissement ; « none » : des PDF de 1 000 notices',
  replace: 'remplacer un dossier déjà écrit par cette commande',
  after: `
Exemple :
  npm run notices -- notices.csv --out notices --site https://vote.example.org

La colonne « format » de notices.csv choisit ce que chaque électeur reçoit :
  (vide) ou standard   une page A4, dans le PDF de son établissement
  grand                la même notice en caractères de 24 points, dans le même PDF
  html                 une page à lire à l'écran, dans un fichier à part
  braille              un texte prêt pour l'embosseuse, dans un fichier à part

Rien n'est écrit si une ligne est fausse, et rien n'est à moitié écrit si la commande
s'arrête : relancez-la. Le dossier et ses fichiers ne sont lisibles que par vous.
Après la remise, effacez le dossier et notices.csv.`,
}

export const noticesCommandText = {
  printing: 'Impression des notices',
  done: (notices: number, files: number, folder: string) =>
    `${count(notices, 'notice')} dans ${count(files, 'fichier')} : ${folder}\nLe fichier sommaire.csv dit combien de notices contient chaque fichier. Après la remise, effacez ce dossier et notices.csv.`,
  noVoter: (path: string) => `${path} ne contient aucun électeur : il n'y a rien à imprimer.`,
  cannotRead: (path: string) =>
    `${path} ne peut pas être lu : vérifiez son nom et que vous avez le droit de le lire.`,
  cannotWrite: (folder: string, reason: string) =>
    `${folder} ne peut pas être écrit (${reason}) : choisissez un sous-dossier d'un dossier où vous avez le droit d'écrire.`,
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
  unprintableElection: (file: string, problems: string[]) =>
    [
      `${file} : rien n'a été imprimé.`,
      ...problems.map((problem) => `  ${problem}`),
      'Remplacez ces caractères, puis relancez.',
    ].join('\n'),
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
