/**
 * How to speak TLS with Vault, as plain data: the post step finds it in the session. Each part is as its input has it:
 * PEM, base64 of PEM, or a file's path.
 */
export interface TlsSettings {
  /** The authorities to trust in place of the runner's own. */
  readonly ca?: string
  /** The client's certificate, and those between it and the authority that the server trusts. */
  readonly certificate?: string
  /** The key of `certificate`. */
  readonly key?: string
  /** Takes any certificate of the server. */
  readonly skipVerify?: true
}
