import {
  addressOf,
  link,
  type Piece,
  pictured,
  sampleSms,
  step,
  type Tutorial,
  type TutorialElection,
} from '../tutorial/tutorial.ts'

// The pages of the journey are in French: what is pressed there keeps its French name, and is explained.

const french = (text: string): Piece => ({ text: `« ${text} »`, lang: 'fr' })

export function englishTutorialOf(election: TutorialElection): Tutorial {
  const { senderId, bothLostHours, limits } = election
  return {
    title: 'Voter tutorial',
    introduction:
      'There are three things to do. Each takes a few minutes. The pages are in French: this tutorial explains the names of their buttons.',
    address: `Voting site: ${addressOf(election, 'its address is printed on your voting notice')}.`,
    parts: [
      {
        id: 'password',
        title: 'Create your password, the first time or if you have forgotten it',
        needs: 'You need your work mailbox.',
        steps: [
          step(
            'Open the page ',
            {
              text: '« Mot de passe personnel oublié ou première connexion »',
              href: '/mot-de-passe/',
              lang: 'fr',
            },
            ' (password forgotten, or first time).',
          ),
          pictured(
            'lien',
            'Type your work e-mail address, then choose ',
            french('Recevoir un lien'),
            ' (receive a link).',
          ),
          step(
            'Open the e-mail that you receive, then its link, within 2 hours. It works once. Nothing came? Check your spam folder.',
          ),
          step(
            'Choose a password of at least 12 characters, such as a sentence that nobody else knows, then ',
            french('Enregistrer ce mot de passe'),
            ' (save this password).',
          ),
        ],
      },
      {
        id: 'identifier',
        title: 'Get a new voter identifier',
        needs: `You need a mobile phone, your NUMEN (your number at the French ministry of education; the human resources department of your académie can give it to you) and your date of birth. You can do this ${limits.reissuesPerVoter === 1 ? 'once' : `${limits.reissuesPerVoter} times`} at most.`,
        steps: [
          step(
            'Sign in to your ',
            link('voter account', '/'),
            ', then choose ',
            french('Demander un nouvel identifiant électeur'),
            ' (ask for a new voter identifier).',
          ),
          pictured(
            'demande',
            'Type your mobile number, your NUMEN and your date of birth, as day, month, year. Copy the four digits of the security code, or choose ',
            french('Écouter le code'),
            ' (listen to the code, in French). Then choose ',
            french('Continuer'),
            ' (continue).',
          ),
          step(
            'Check your number. If it is wrong, choose ',
            french('Modifier ma demande'),
            ' (change my request). If it is right, choose ',
            french('Envoyer la demande'),
            ' (send the request).',
          ),
          step(
            'Your account confirms the request. An e-mail does too; it does not contain the identifier. Is the number wrong? Until the SMS leaves, choose in your account ',
            french('Je me suis trompé de numéro'),
            ' (I gave a wrong number). Did you not make this request? The link in this e-mail cancels it.',
          ),
          pictured(
            'suivi',
            'Follow the SMS in your account. ',
            french('SMS envoyé'),
            ' means that it has left, ',
            french("Remis à l'opérateur"),
            ' that your phone operator has it. If nothing has come after the expected time, choose ',
            french("Je ne l'ai pas reçu"),
            ' (I have not received it).',
          ),
          {
            ...step(
              `The SMS comes from ${senderId}. It says: “Hello, your new voting identifier: …. Your former identifier is no longer valid.” Your password stays the same.`,
            ),
            sms: sampleSms(election),
          },
        ],
        note: [
          `Did you just replace a forgotten password? For security, you cannot ask for an identifier online for ${bothLostHours === 1 ? '1 hour' : `${bothLostHours} hours`}: contact the `,
          link('helpdesk', '/en/help/#assistance'),
          '.',
        ],
      },
      {
        id: 'vote',
        title: 'Vote',
        needs: 'You need your voter identifier and your personal password.',
        steps: [
          pictured(
            'connexion',
            'Sign in to your ',
            link('voter account', '/'),
            ' with your work e-mail address and your personal password, then ',
            french('CONNEXION'),
            ' (sign in).',
          ),
          step(
            'Your account shows your ballots. Choose ',
            french('JE VOTE →'),
            ' (I vote), or ',
            french("J'ai reçu le SMS : je vote"),
            ' (I have the SMS: I vote).',
          ),
          pictured(
            'vote',
            'In the ',
            french('espace de vote'),
            ', type the identifier of your voting notice or of your last SMS, then your personal password again. Choose ',
            french('CONNEXION'),
            '.',
          ),
          step(
            'The page lists your ballots and says what to do next: you cast your ballot in the voting system.',
          ),
          step(
            'Once you have voted, choose ',
            french('DÉCONNEXION'),
            ' (sign out), especially on a shared computer.',
          ),
        ],
      },
    ],
    end: ['Need help? See the ', link('help', '/en/help/'), '.'],
    pictureAlts: {
      lien: 'The form: a field for the e-mail address, and a button below it.',
      demande:
        'The first field of the request form: the telephone number, with the prefix to type overseas and abroad.',
      suivi:
        'A request as it goes on, at the top of the page: the SMS was handed to the carrier, with the time.',
      connexion:
        'The top of the sign-in form: a field for the e-mail address, and below it one for the personal password.',
      vote: 'The top of the form of the espace de vote: the field of the voter identifier.',
    },
  }
}
