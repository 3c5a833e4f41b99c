import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'

/**
 * Source of the CloudFront function that finds a page: S3 has no folder indexes, and says 403 in XML of what is not
 * there. Error pages of the distribution would replace the API's own answers too. A page whose script was lost asks for
 * itself with `?recharger`, and the browser keeps what stands after the `#` through the redirect.
 */
export function findPageSource(directory: string): string {
  const paths = readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((file) => basename(file) === 'index.html')
    .map((file) => `/${file.slice(0, -'index.html'.length)}`)
  const notFound = readFileSync(join(directory, '404.html'), 'utf8')
  return `var pages = ${JSON.stringify(paths)}
var notFound = ${JSON.stringify(notFound.replace(/\s*\n\s*/g, '\n'))}
function handler(event) {
  var request = event.request
  if (pages.includes(request.uri)) {
    if ('recharger' in request.querystring) return redirect(302, request.uri)
    request.uri += 'index.html'
    return request
  }
  if (pages.includes(request.uri + '/')) {
    return redirect(301, request.uri + '/')
  }
  return {
    statusCode: 404,
    headers: { 'content-type': { value: 'text/html; charset=utf-8' } },
    body: notFound,
  }
}
function redirect(statusCode, path) {
  return { statusCode: statusCode, headers: { location: { value: path } } }
}`
}
