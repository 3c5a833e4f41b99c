import type { PageLabels } from '../help-labels.ts'

export const englishLabels: PageLabels = {
  lang: 'en',
  skipLink: 'Skip to content',
  versions: 'Languages',
  menuHelp: 'HELP',
  help: 'Help',
  helpHref: '/en/help/',
  tutorial: 'Tutorial',
  tutorialHref: '/en/tutorial/',
  helpdesk: 'Contact the helpdesk',
  phone: 'Telephone:',
  email: 'E-mail:',
  hours: 'Opening hours:',
  warning: 'It will never ask you for your password or your voter identifier.',
  acceptedNumbers: 'Accepted numbers',
  prefixes: 'Mobile phones of these territories. From abroad, write the international prefix.',
  printHint:
    'The text of this page says everything; the pictures only show it. To print or keep, in French:',
  smsSender: 'SMS from',
  rehearsal: {
    name: 'Rehearsal',
    watermark: 'REHEARSAL: this is not the vote',
    messageRecipients:
      'Only people who were invited to this rehearsal get e-mails and text messages. Nothing counts for the vote.',
  },
}
