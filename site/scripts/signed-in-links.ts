import { showLinksIfSignedIn } from './signed-in.ts'

// All that the pages of text do.
showLinksIfSignedIn()
