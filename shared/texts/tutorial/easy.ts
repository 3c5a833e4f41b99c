import { count } from '../numbers.ts'
import {
  addressOf,
  link,
  type PictureName,
  type Piece,
  sampleSms,
  type Tutorial,
  type TutorialElection,
  tutorialOf,
} from './tutorial.ts'

// By the European rules of easy-to-read: one idea a sentence, short ones, difficult words explained.
// https://www.inclusion-europe.eu/easy-to-read-standards-guidelines/

const step = (...pieces: Piece[]) => ({
  pieces: pieces.map((piece) => (typeof piece === 'string' ? aLineEach(piece) : piece)),
})
const pictured = (picture: PictureName, ...pieces: Piece[]) => ({ ...step(...pieces), picture })

/** Each sentence begins a line of its own. */
const aLineEach = (text: string) => text.replace(/([.:?]) (?=\p{Lu})/gu, '$1\n')

export function easyTutorialOf(election: TutorialElection): Tutorial {
  const { senderId, bothLostHours, limits } = election
  return {
    title: 'Tutoriel facile à lire',
    introduction: aLineEach(
      "Un tutoriel montre comment faire. Ce tutoriel montre comment voter sur internet. Vous pouvez demander à quelqu'un de lire avec vous.",
    ),
    address: `L'adresse du site pour voter : ${addressOf(election, 'elle est écrite sur votre notice de vote')}.`,
    parts: [
      {
        id: 'mot-de-passe',
        title: 'Je crée mon mot de passe',
        needs: aLineEach(
          'Le mot de passe est un code secret. Vous le choisissez. Il vous faut votre messagerie du travail. La messagerie sert à lire vos e-mails. Un e-mail est un message sur internet.',
        ),
        steps: [
          step(
            'Ouvrez cette page : ',
            link('Mot de passe personnel oublié ou première connexion', '/mot-de-passe/'),
            '.',
          ),
          pictured(
            'lien',
            'Écrivez votre adresse e-mail du travail. Appuyez sur le bouton « Recevoir un lien ».',
          ),
          step(
            'Ouvrez votre messagerie. Ouvrez notre e-mail. Appuyez sur le lien dans cet e-mail. Le lien marche pendant 2 heures. Le lien marche une seule fois.',
          ),
          step(
            'Inventez un mot de passe. Il faut au moins 12 lettres ou chiffres. Vous pouvez choisir une phrase. Gardez-la secrète.',
          ),
          step('Appuyez sur le bouton « Enregistrer ce mot de passe ».'),
        ],
      },
      {
        id: 'nouvel-identifiant',
        title: "J'ai perdu mon identifiant",
        needs: aLineEach(
          `L'identifiant est un autre code secret. Il est écrit sur votre notice de vote. La notice de vote est une feuille de papier. Vous avez perdu la feuille ? Demandez un nouvel identifiant. Vous pouvez demander ${limits.reissuesPerVoter} fois. Il vous faut : un téléphone portable, votre date de naissance et votre NUMEN. Le NUMEN est votre numéro de personnel. Le service du personnel de votre académie peut vous donner votre NUMEN.`,
        ),
        steps: [
          step(
            'Allez dans ',
            link("l'espace électeur", '/'),
            '. Écrivez votre adresse e-mail du travail et votre mot de passe. Appuyez sur « CONNEXION ».',
          ),
          step('Appuyez sur « Demander un nouvel identifiant électeur ».'),
          pictured(
            'demande',
            'Écrivez votre numéro de téléphone portable. Écrivez votre NUMEN. Écrivez votre date de naissance.',
          ),
          step(
            "Regardez les 4 chiffres sur l'image. Recopiez les 4 chiffres. Vous préférez entendre les chiffres ? Appuyez sur « Écouter le code ».",
          ),
          step(
            'Appuyez sur « Continuer ». Relisez votre numéro. Le numéro est faux ? Appuyez sur « Modifier ma demande ». Le numéro est juste ? Appuyez sur « Envoyer la demande ».',
          ),
          step(
            'Vous attendez encore le SMS et le numéro est faux ? Appuyez sur « Je me suis trompé de numéro ».',
          ),
          pictured(
            'suivi',
            'Attendez le SMS. Un SMS est un message sur votre téléphone. Votre espace électeur montre où est le SMS.',
          ),
          {
            ...step(
              `Lisez le SMS. L'expéditeur du SMS est ${senderId}. Votre nouvel identifiant est dans le SMS. L'ancien identifiant ne marche plus. Votre mot de passe reste le même.`,
            ),
            sms: sampleSms(election),
          },
        ],
        note: step(
          `Vous venez de changer un mot de passe oublié ? Pour votre sécurité, il faut attendre ${count(bothLostHours, 'heure')}. Vous pouvez aussi appeler `,
          link("l'assistance", '/aide/facile/#assistance'),
          '. ',
          "L'assistance aide les personnes qui votent.",
        ).pieces,
      },
      {
        id: 'voter',
        title: 'Je vote sur internet',
        needs: aLineEach('Il vous faut : votre identifiant et votre mot de passe.'),
        steps: [
          pictured(
            'connexion',
            'Allez dans ',
            link("l'espace électeur", '/'),
            '. Écrivez votre adresse e-mail du travail. Écrivez votre mot de passe. Appuyez sur « CONNEXION ».',
          ),
          step("Appuyez sur « JE VOTE → ». Après un SMS : « J'ai reçu le SMS : je vote »."),
          pictured(
            'vote',
            "Écrivez votre identifiant. Vous avez reçu un SMS ? Prenez l'identifiant du dernier SMS. Sinon, prenez l'identifiant de votre notice de vote. Écrivez encore votre mot de passe. Appuyez sur « CONNEXION ».",
          ),
          step('La page montre les élections où vous votez. La page explique comment voter.'),
          step('Vous avez fini ? Appuyez sur « DÉCONNEXION ».'),
        ],
      },
    ],
    end: ["Vous avez besoin d'aide ? Lisez ", link("l'aide facile à lire", '/aide/facile/'), '.'],
    pictureAlts: tutorialOf(election).pictureAlts,
  }
}
