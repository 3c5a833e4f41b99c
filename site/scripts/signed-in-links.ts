import { showLinksIfSignedIn } from './account/signed-in.ts'

// All that the pages of text do.
showLinksIfSignedIn()
