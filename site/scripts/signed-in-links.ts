import { showLinksIfSignedIn } from './account/signed-in.ts'
import { announce } from './announcement.ts'

void announce()

showLinksIfSignedIn()
