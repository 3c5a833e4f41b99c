import { openPublicPage } from './account/signed-in.ts'

void openPublicPage()
