import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'

// The reload button of `site/pages/layout.njk` adds `?recharger`. The redirect removes it; browsers keep the fragment.
export function edgeFunctionSource(directory: string): string {
  const paths = readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((file) => basename(file) === 'index.html')
    .map((file) => `/${file.slice(0, -'index.html'.length)}`)
  const notFoundHtml = readFileSync(join(directory, '404.html'), 'utf8')
  return `var pages = ${JSON.stringify(paths)}
var notFound = ${JSON.stringify(notFoundHtml.replace(/\s*\n\s*/g, '\n'))}
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
