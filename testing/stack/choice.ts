/** The servers that the stack can be made of. */
export const products = ['openbao', 'vault'] as const

/** One of them. */
export type Product = (typeof products)[number]

/** Names each as its maker does. */
export const titles: Readonly<Record<Product, string>> = { openbao: 'OpenBao', vault: 'HashiCorp Vault' }

const variable = 'VAULT_EXCHANGE_TEST_SERVER'

/** Reads which server is asked for: OpenBao, except where the environment says otherwise. Throws if it names neither. */
export const chosenProduct = (env: Readonly<Record<string, string | undefined>>): Product => {
  const asked = env[variable]
  if (asked === undefined || asked === '') return 'openbao'
  const product = products.find((one) => one === asked)
  if (product === undefined) throw new Error(`${variable} is "${asked}". Write: ${products.join(' or ')}`)
  return product
}
