/** Who asks a local run: its credentials are everybody's, so headers say what AWS knows by itself. */
export interface LocalCaller {
  /** The name of the role, as the app's. */
  role: string
  /** Of the session. */
  name: string
  /** On the network. */
  address: string
}

const names = { role: 'x-local-role', name: 'x-local-name', address: 'x-local-address' } as const

export function localCallerHeaders(caller: LocalCaller): Record<string, string> {
  return Object.fromEntries(
    Object.entries(names).map(([key, header]) => [
      header,
      encodeURIComponent(caller[key as keyof LocalCaller]),
    ]),
  )
}

/** @param headers by their names in lower case */
export function readLocalCaller(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): LocalCaller {
  const read = (header: string) => decodeURIComponent(String(headers[header] ?? ''))
  return { role: read(names.role), name: read(names.name), address: read(names.address) }
}
