// Command vault is HashiCorp Vault, built from its published Go module without its web interface.
package main

import (
	"os"

	"github.com/hashicorp/vault/command"
)

func main() {
	os.Exit(command.Run(os.Args[1:]))
}
