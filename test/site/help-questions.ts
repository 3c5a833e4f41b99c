export const questions = {
  /** Written before the answers were read. */
  'written blind': `
jai perdu ma feuille de vote > notice | jai rien recu par la poste pour voter > notice |
le sms arrive pas > sms | ca fait 20 min et tjrs pas de sms > attente/sms |
cest koi le numen > numen | ou je trouve mon numen > numen | mot de passe oublié > mot-de-passe |
jai pas recu le mail pour le mot de passe > lien |
je n'ai plus acces a ma boite academique > boite | c'est quoi mon adresse pro > adresse |
jai changé de numero de tel > ancien-numero | je me suis trompée de numéro > mauvais-numero |
pas de portable > pas-de-mobile | mon mari et moi on a le meme telephone > deja-pris |
numero deja utilisé par quelqun d'autre > deja-pris |
je suis a l'etranger ca marche le sms ? > etranger |
jhabite a la reunion quel indicatif > outre-mer | le code de securité est illisible > code-image |
je suis aveugle comment faire pour limage > code-image/aveugle |
ca me dit session expirée > session | je veux changer mon vote > modifier-vote |
comment je sais si mon vote est pris en compte > deja-vote | jusqua quand on peut voter > quand |
ca ouvre quand > quand | identifiant incorrect alors que je recopie bien > refuse |
mon ancien identifiant marche plus > refuse/deux-sms |
combien de fois je peux demander un identifiant > plus-de-demande |
jai utilisé mes 3 demandes > plus-de-demande | jai recu un mail je nai rien demandé > pas-moi |
c'est une arnaque ce sms ? > hameconnage | date de naissance refusée > identite |
je suis retraité depuis septembre je peux voter ? > scrutin | je suis pas sur la liste > scrutin |
on me demande une double authentification > double-authentification |
pas de reseau chez moi mais jai le wifi > sans-reseau | compte bloqué trop d'essais > connexion |
j'ai perdu mon mdp ET ma notice > tout-perdu |
numero de telephone de l'assistance > assistance-muette |
est ce que quelquun peut voir ce que jai voté > secret |
je peux voter sur mon telephone > appareil`,
  /** First tried when the search was done: 38 of 40 were right. */
  'written blind and tried last': `
la notice de vote est jamais arrivée > notice | jai jeté la lettre avec le code > notice |
sms pas recu que faire > sms | combien de temps avant de recevoir le texto > attente |
numem c ou > numen | mon numen est refusé > identite |
premiere connexion comment faire > premiere-connexion |
je nai jamais crée de mot de passe > mot-de-passe | le lien du mail marche plus > lien |
mail pas arrivé meme dans les spams > lien | jai oublié mon adresse mail academique > adresse |
ma messagerie pro est pleine > boite |
erreur dans mon num de portable comment corriger > mauvais-numero |
jai que un fixe > pas-de-mobile/mobile |
ma collègue n'a pas de portable elle peut prendre le mien ? > deja-pris/pas-de-mobile |
on me dit que mon numéro sert deja > deja-pris | numero belge ca passe ? > etranger |
nouvelle caledonie +687 > outre-mer | je narrive pas a lire les 4 chiffres > code-image |
écouter le code > code-image/aveugle | deconnecté tout seul > session |
je me suis trompé de candidat > modifier-vote | a t il bien enregistré mon vote > deja-vote |
cest fini quand le vote > quand | pas encore ouvert ?? > quand |
identifiant ou mot de passe incorrect a lespace de vote > refuse |
jai retrouvé ma notice apres le sms > refuse/deux-sms |
encore combien de demandes il me reste > plus-de-demande |
plus aucune demande possible > plus-de-demande | annuler une demande que jai pas faite > pas-moi |
lien bizarre dans un mail de vote phishing ? > hameconnage |
retraitée est-ce que je vote encore > scrutin | mon nom est mal orthographié sur la liste > nom |
c'est quoi la double authentification > double-authentification |
appels wifi activer pour avoir le sms > sans-reseau |
trop de tentatives je dois attendre combien > connexion |
j'ai perdu les deux, identifiant et mot de passe > tout-perdu |
un humain a qui parler svp > assistance-muette | le vote est il anonyme > secret |
quelle difference entre mot de passe et identifiant > difference`,
  /** Collected from pages of unions and ministries about similar votes; 19 of 28 were right at first. */
  "others'": `
notice de vote non recue entre le 5 et le 13 novembre comment faire > notice |
comment ouvrir son portail electeur la 1ere fois > premiere-connexion |
jai supprimé le mail je fais quoi > lien | perte de la notice de vote > notice |
suis je inscrite sur les listes electorales > scrutin |
je n'ai jamais utilisé mon adresse professionnelle > adresse/boite |
je ne connais pas mon adresse academique > adresse | boite mail professionnelle saturée > boite |
oublié le mot de passe de la messagerie academique > boite |
quelles conditions pour voter par internet > scrutin |
quand le portail de vote sera ouvert > quand | comment acceder au portail de vote > comment |
comment se connecter au portail > comment/connexion/mot-de-passe |
peut on voter une seconde fois > modifier-vote/deja-vote | code de vote perdu > notice |
procedure de réassort > notice | recuperer ma notice de vote > notice |
franceconnect > double-authentification | vote a l'urne ou electronique > autrement |
contractuel pour quoi je vote > scrutin | expediteur du sms > sms |
le sms vient d'un autre nom > sms/hameconnage |
jai recu plusieurs codes lequel est valable > deux-sms | site inaccessible > lent |
mon vote est il definitif > modifier-vote | non distribution du code de vote > notice |
a quelle heure ferme le vote heure de paris > quand |
votre identifiant est perdu par qui contacter > assistance-muette/notice`,
  /** From earlier rounds, for answers that no other question covers. */
  older: `
copier coller identifiant > saisie | zero ou lettre o > saisie | mutation > academie |
changé de nom mariage > nom | ordi du collège partagé > poste-partage |
double authentification > double-authentification | retraité > scrutin |
modifier mon vote > modifier-vote | wifi calling > sans-reseau | telephone fixe > mobile`,
}
