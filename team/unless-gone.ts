/** @param gone name of AWS's error or code of the file system that says so @returns undefined when it is not there */
export async function unlessGone<Read>(
  read: () => Promise<Read>,
  gone = 'ResourceNotFoundException',
): Promise<Read | undefined> {
  try {
    return await read()
  } catch (error) {
    const { name, code } = error as NodeJS.ErrnoException
    if (name === gone || code === gone) return undefined
    throw error
  }
}
