/** The hint for a response that does not come from Vault. */
export const notVault = 'Check that `url` is the address of Vault itself, not of a web page or a proxy in front of it.'

/** Returns Vault's words without the prefix `1 error occurred: *` of its error lists; joins several errors of a list with `; `. */
export const withoutErrorCount = (words: string): string =>
  words.replace(/^1 error occurred: \* /, '').replace(/^\d+ errors occurred: \* (.*)$/, (_, list: string) => list.replaceAll(' * ', '; '))
