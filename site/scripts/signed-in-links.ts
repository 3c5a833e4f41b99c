import { showLinksIfSignedIn } from './account/signed-in.ts'
import { announce } from './announcement.ts'

void announce()

// All that the pages of text do.
showLinksIfSignedIn()
