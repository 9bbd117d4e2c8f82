/** The host of a URL as resolvers and certificates know it: without the brackets that URL.hostname keeps around an IPv6 address. */
export const hostOf = (url: URL): string => url.hostname.replace(/^\[(.*)\]$/, '$1')
