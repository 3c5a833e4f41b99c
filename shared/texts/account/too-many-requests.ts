import { htmlEscape } from 'escape-goat'
import { addFrenchSpaces } from '../french-typography.ts'

interface Election {
  title: string
  helpdesk: { phone: string; email: string; hours: string }
}

/** Must load no other file: outside /api/, a blocked IP address gets only this page. */
export function tooManyRequestsPage({ title, helpdesk }: Election): string {
  const { phone, email, hours } = helpdesk
  const text = (words: string) => htmlEscape(addFrenchSpaces(words))
  return [
    '<!doctype html>',
    '<html lang="fr">',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width">',
    `<title>${text(`Il y a trop de demandes – ${title}`)}</title>`,
    `<h1>${text('Trop de demandes viennent de votre réseau.')}</h1>`,
    `<p>${text('Réessayez dans 5 minutes. Votre compte et vos demandes ne sont pas touchés.')}</p>`,
    `<p>${text(`Assistance : ${phone} ou ${email}, ${hours}.`)}</p>`,
    '</html>',
  ].join('\n')
}
